/* places/numbers.c: the addresses of a street: the one with the number that is asked for, or the
 * nearest to it. */
#include "places/inside.h"

#include <math.h>
#include <string.h>

struct house {
    uint32_t number;
    char letter[8];
    const char *shown, *shown_letter,
        *postcode; /* as the register writes them; of the row, till the next */
};

static const char *text_of(sqlite3_stmt *row, int column)
{
    const char *text = sqlite3_column_type(row, column) == SQLITE_NULL
                           ? NULL
                           : (const char *)sqlite3_column_text(row, column);
    return text ? text : "";
}

/* The letter has a column of its own, or stands behind the number. */
static void read_house(sqlite3_stmt *row, struct house *house)
{
    char small[16];
    bool whole;
    *house = (struct house){
        .shown = text_of(row, 1), .shown_letter = text_of(row, 2), .postcode = text_of(row, 3)};
    size_t n = 0;
    for (; house->shown[n] && n < sizeof small - 1; n++)
        small[n] = house->shown[n] >= 'A' && house->shown[n] <= 'Z' ? (char)(house->shown[n] + 32)
                                                                    : house->shown[n];
    house->number = tomt_place_house(small, n, house->letter, &whole);
    n = strlen(house->shown_letter);
    if (n == 0 || n >= sizeof house->letter)
        return;
    memcpy(house->letter, house->shown_letter, n + 1);
    if (*house->letter >= 'A' && *house->letter <= 'Z')
        *house->letter = (char)(*house->letter + 32);
    else if (n == 2 && (unsigned char)house->letter[0] == 0xC3 && /* Æ Ø Å, one below the other */
             (unsigned char)house->letter[1] >= 0x80 && (unsigned char)house->letter[1] <= 0x9E)
        house->letter[1] = (char)(house->letter[1] + 0x20);
}

/* Asked for "1", 10 to 19 and 100 to 199 are what may still be typed. */
static double begins_with(uint32_t number, uint32_t asked)
{
    double of = 0.9;
    for (; number > asked; number /= 10)
        of -= 0.05;
    return number == asked ? of : 0;
}

static double of_number(const struct house *house, const struct place_guess *guess)
{
    if (house->number == 0)
        return 0;
    if (house->number != guess->number)
        return *guess->letter ? 0 : begins_with(house->number, guess->number);
    if (!strcmp(house->letter, guess->letter))
        return 1;
    return !*guess->letter ? 0.97 : !*house->letter ? 0.9 : 0.8;
}

static const char *address_title(const struct tomt_places *places, struct tomt_arena *arena,
                                 const struct place_name *street, const struct house *house,
                                 struct tomt_error *err)
{
    const struct place_town *town =
        street->town && places->n_towns_of_streets > 1 ? &places->town[street->town - 1] : NULL;
    struct tomt_text title = {0};
    tomt_text_print(&title, "%s %.12s%.6s", street->title, house->shown, house->shown_letter);
    if (*house->postcode || town)
        tomt_text_print(&title, ", %.12s%s%s", house->postcode, *house->postcode && town ? " " : "",
                        town ? town->name ? town->name : town->number : "");
    const char *text =
        title.failed ? NULL : tomt_place_title(arena, title.bytes ? title.bytes : "", title.n, err);
    if (title.failed)
        tomt_fail(err, TOMT_MEMORY, "out of memory naming an address");
    tomt_text_free(&title);
    return text;
}

static const char *street_title(const struct tomt_places *places, struct tomt_arena *arena,
                                const struct place_name *street, struct tomt_error *err)
{
    const struct place_town *town =
        street->town && places->n_towns_of_streets > 1 ? &places->town[street->town - 1] : NULL;
    if (!town)
        return street->title;
    return tomt_arena_print(arena, err, "%s, %s", street->title,
                            town->name ? town->name : town->number);
}

static sqlite3_stmt *rows_of(const struct place_db *db, struct tomt_arena *arena,
                             const char *columns, struct tomt_error *err)
{
    const char *sql = tomt_arena_print(
        arena, err, "SELECT fid, %s FROM address WHERE fid BETWEEN ?1 AND ?2 ORDER BY fid",
        columns);
    return sql ? tomt_place_ask(db->db, arena, db->places->path, sql, err) : NULL;
}

bool tomt_place_in_street(const struct place_db *db, uint32_t street,
                          const struct place_guess *guess, double match, struct place_hits *hits,
                          bool *any, struct tomt_error *err)
{
    const struct tomt_places *places = db->places;
    const struct place_name *name = &places->name[street];
    char columns[64];
    snprintf(columns, sizeof columns, "%s, %s, %s", places->has_number ? "number" : "NULL",
             places->has_letter ? "letter" : "NULL", places->has_postcode ? "postcode" : "NULL");
    sqlite3_stmt *row = rows_of(db, hits->arena, columns, err);
    if (!row)
        return false;
    for (size_t i = 0; i < places->n_runs; i++) {
        if (places->run[i].street != street)
            continue;
        sqlite3_bind_int64(row, 1, places->run[i].from);
        sqlite3_bind_int64(row, 2, places->run[i].to);
        int code;
        while ((code = sqlite3_step(row)) == SQLITE_ROW) {
            struct house house;
            read_house(row, &house);
            double of = of_number(&house, guess);
            if (of <= 0)
                continue;
            bool other = of < 0.9; /* "4" for "4A" is told as likely, 14 and 4C are not */
            if (*guess->postcode && strcmp(house.postcode, guess->postcode) != 0)
                of *= 0.9;
            const char *title = address_title(places, hits->arena, name, &house, err);
            if (!title || !tomt_place_add(hits, match * of, PLACE_ADDRESS, TOMT_PLACE_ADDRESS,
                                          sqlite3_column_int64(row, 0), title, err))
                return false;
            hits->hit[hits->n - 1].other = other;
            *any = true;
        }
        if (code != SQLITE_DONE)
            return tomt_place_broken(db->db, places->path, err);
        sqlite3_reset(row);
    }
    return true;
}

/* A register's street has no row of its own: its fid is its number among the names until
 * tomt_place_middle. */
bool tomt_place_street(const struct place_db *db, uint32_t street, double match,
                       struct place_hits *hits, struct tomt_error *err)
{
    const struct place_name *name = &db->places->name[street];
    const char *title = street_title(db->places, hits->arena, name, err);
    return title &&
           tomt_place_add(hits, match, (enum place_layer)name->layer, TOMT_PLACE_STREET,
                          name->layer == PLACE_ADDRESS ? (int64_t)street : name->fid, title, err);
}

static bool read_spots(const struct place_db *db, struct tomt_arena *scratch, uint32_t street,
                       struct place_spot **spots, size_t *n, struct tomt_error *err)
{
    enum { MOST = 2000 }; /* enough for a middle, whatever a street is */
    const struct tomt_places *places = db->places;
    struct tomt_seat *seat = NULL;
    *n = 0;
    *spots = tomt_arena_block(scratch, NULL, MOST * sizeof **spots, err);
    sqlite3_stmt *row = *spots ? rows_of(db, scratch, "1", err) : NULL;
    if (!row)
        return false;
    for (size_t i = 0; i < places->n_runs && *n < MOST; i++) {
        if (places->run[i].street != street)
            continue;
        sqlite3_bind_int64(row, 1, places->run[i].from);
        sqlite3_bind_int64(row, 2, places->run[i].to);
        int code = SQLITE_DONE;
        while (*n < MOST && (code = sqlite3_step(row)) == SQLITE_ROW) {
            struct place_spot spot = {.fid = sqlite3_column_int64(row, 0)};
            bool found;
            if (!tomt_place_locate(db, scratch, &seat, PLACE_ADDRESS, spot.fid, &spot.x, &spot.y,
                                   &found, err))
                return false;
            if (found)
                (*spots)[(*n)++] = spot;
        }
        if (code != SQLITE_DONE && code != SQLITE_ROW)
            return tomt_place_broken(db->db, places->path, err);
        sqlite3_reset(row);
    }
    return true;
}

int64_t tomt_place_nearest_to_mean(const struct place_spot *spot, size_t n, int64_t fid)
{
    double x = 0, y = 0, nearest = INFINITY;
    for (size_t i = 0; i < n; i++) {
        x += (spot[i].x - spot[0].x) / (double)n;
        y += (spot[i].y - spot[0].y) / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double away = hypot(spot[i].x - spot[0].x - x, spot[i].y - spot[0].y - y);
        if (away < nearest) {
            nearest = away;
            fid = spot[i].fid;
        }
    }
    return fid;
}

bool tomt_place_middle(const struct place_db *db, struct tomt_arena *scratch, uint32_t street,
                       int64_t *fid, struct tomt_error *err)
{
    struct place_spot *spots;
    size_t n;
    if (!read_spots(db, scratch, street, &spots, &n, err))
        return false;
    *fid = tomt_place_nearest_to_mean(spots, n, db->places->name[street].fid);
    return true;
}
