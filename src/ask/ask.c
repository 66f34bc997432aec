/* ask/ask.c: the story: open, bind, guard, run, and the rows as a table of titled columns, with the
 * first geometry beside it. */
#include "ask/inside.h"
#include "geo/wkb.h"
#include "result/fields.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct cell {
    int type; /* SQLite's */
    int64_t integer;
    double real;
    const char *text;
    size_t n;
};

struct answering {
    struct tomt_session *session;
    struct tomt_arena *arena; /* the answer's */
    sqlite3_stmt *statement;
    struct tomt_answer *answer;
    struct cell *cell; /* [row * n_columns + column] */
    size_t n_columns, n_rows, capacity;
    bool *is_shape; /* [column] geometry: none of them is a column of the table */
    int shape;      /* the first; -1 */
    struct tomt_text wkb;
    uint8_t *ours;
    size_t ours_capacity;
    size_t n_bytes, n_cut, n_other_kind, n_blobs;
    bool more;
};

static bool note(struct answering *a, const char *text, struct tomt_error *err)
{
    size_t n = a->answer->n_notes;
    void *more =
        text ? tomt_arena_block(a->arena, (void *)a->answer->note, (n + 1) * sizeof text, err)
             : NULL;
    if (!more)
        return false;
    a->answer->note = more;
    a->answer->note[a->answer->n_notes++] = text;
    return true;
}

bool tomt_session_note(struct tomt_session *session, const char *text, struct tomt_error *err)
{
    void *more = tomt_arena_block(session->arena, (void *)session->note,
                                  (session->n_notes + 1) * sizeof text, err);
    if (!more)
        return false;
    session->note = more;
    session->note[session->n_notes++] = text;
    return true;
}

/* --- geometry
 * ------------------------------------------------------------------------------------------------------
 */

static bool add_nowhere(struct tomt_shapes *shapes, struct tomt_error *err)
{
    if (shapes->kind == TOMT_POINTS)
        return tomt_shapes_add_point(shapes, NAN, NAN, err);
    if (!tomt_shapes_reserve(shapes, 1, 0, err))
        return false;
    shapes->box[shapes->n] = (struct tomt_box){NAN, NAN, NAN, NAN};
    shapes->start[shapes->n + 1] = shapes->start[shapes->n];
    shapes->n++;
    return true;
}

static bool start_shapes(struct answering *a, int family, struct tomt_error *err)
{
    static const enum tomt_shape_kind kind[] = {TOMT_POINTS, TOMT_POINTS, TOMT_LINES,
                                                TOMT_POLYGONS};
    struct tomt_shapes *shapes = tomt_arena_alloc(a->arena, sizeof *shapes, err);
    if (!shapes)
        return false;
    tomt_shapes_start(shapes, a->arena, kind[family]);
    a->answer->shapes = shapes;
    a->answer->kind = family == 1   ? TOMT_ANSWER_POINTS
                      : family == 2 ? TOMT_ANSWER_LINES
                                    : TOMT_ANSWER_POLYGONS;
    for (size_t i = 0; i < a->n_rows; i++) /* rows before the first that has one */
        if (!add_nowhere(shapes, err))
            return false;
    return true;
}

static bool add_shape(struct answering *a, const uint8_t *wkb, size_t n, struct tomt_error *err)
{
    struct tomt_shapes *shapes = a->answer->shapes;
    struct tomt_wkb_found found = {0};
    size_t size = 0;
    if (!tomt_wkb_normalise(wkb, n, shapes->kind, &a->ours, &size, &a->ours_capacity, &found, err))
        return false;
    bool usable = size > 0 && !found.broken && !found.not_finite && !found.curve &&
                  (shapes->kind != TOMT_POINTS || size == 16);
    if (!usable) {
        a->n_other_kind += found.empty && !found.broken && !found.other_kind ? 0 : 1;
        return add_nowhere(shapes, err);
    }
    a->n_bytes += size;
    if (shapes->kind != TOMT_POINTS)
        return tomt_shapes_add_wkb(shapes, a->ours, size, err);
    double x, y;
    tomt_wkb_xy(a->ours, 0, &x, &y);
    return tomt_shapes_add_point(shapes, x, y, err);
}

/* Is the blob geometry, and of what family: 0 is none. */
static bool look_at_shape(struct answering *a, int column, const uint8_t **wkb, size_t *n)
{
    const uint8_t *blob = sqlite3_column_blob(a->statement, column);
    return blob &&
           tomt_ask_wkb(blob, (size_t)sqlite3_column_bytes(a->statement, column), &a->wkb, wkb, n);
}

/* The geometry of this row, if the answer has any. */
static bool take_shape(struct answering *a, struct tomt_error *err)
{
    const uint8_t *wkb = NULL;
    size_t n = 0;
    for (int i = 0; i < (int)a->n_columns; i++) {
        if (sqlite3_column_type(a->statement, i) != SQLITE_BLOB ||
            (a->is_shape[i] && a->shape != i) || !look_at_shape(a, i, &wkb, &n))
            continue;
        a->is_shape[i] = true;
        int family = tomt_ask_wkb_family(wkb, n);
        if (a->shape < 0 && family) {
            a->shape = i;
            if (!start_shapes(a, family, err))
                return false;
        }
    }
    if (a->shape < 0)
        return true;
    bool has = sqlite3_column_type(a->statement, a->shape) == SQLITE_BLOB &&
               look_at_shape(a, a->shape, &wkb, &n);
    return has ? add_shape(a, wkb, n, err) : add_nowhere(a->answer->shapes, err);
}

/* --- cells
 * ---------------------------------------------------------------------------------------------------------
 */

/* Not in the middle of a letter. */
static size_t cut_at(const char *text, size_t n, size_t most)
{
    if (n <= most)
        return n;
    while (most && ((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return most;
}

static bool take_cell(struct answering *a, int column, struct cell *cell, struct tomt_error *err)
{
    cell->type = sqlite3_column_type(a->statement, column);
    if (cell->type == SQLITE_INTEGER)
        cell->integer = sqlite3_column_int64(a->statement, column);
    if (cell->type == SQLITE_INTEGER || cell->type == SQLITE_FLOAT)
        cell->real = sqlite3_column_double(a->statement, column);
    if (cell->type == SQLITE_FLOAT && !isfinite(cell->real))
        cell->type = SQLITE_NULL;
    if (cell->type == SQLITE_BLOB && a->is_shape[column])
        cell->type = SQLITE_NULL;
    if (cell->type == SQLITE_BLOB) {
        a->n_blobs++;
        cell->type = SQLITE_TEXT;
        cell->text = tomt_arena_print(a->session->arena, err, "(%d bytes)",
                                      sqlite3_column_bytes(a->statement, column));
        cell->n = cell->text ? strlen(cell->text) : 0;
        return cell->text != NULL;
    }
    if (cell->type != SQLITE_TEXT)
        return true;
    const char *text = (const char *)sqlite3_column_text(a->statement, column);
    if (!text)
        return tomt_session_failed(a->session, err);
    size_t n = (size_t)sqlite3_column_bytes(a->statement, column);
    cell->n = cut_at(text, n, a->session->limits.cell_bytes);
    a->n_cut += cell->n < n ? 1 : 0;
    cell->text = tomt_arena_copy(a->session->arena, text, cell->n, err);
    a->n_bytes += cell->n;
    return cell->text != NULL;
}

static bool take_row(struct answering *a, struct tomt_error *err)
{
    if (a->n_rows == a->capacity) {
        a->capacity = a->capacity ? 2 * a->capacity : 64;
        void *more = tomt_arena_block(a->session->arena, a->cell,
                                      (a->capacity * a->n_columns + 1) * sizeof *a->cell, err);
        if (!more)
            return false;
        a->cell = more;
    }
    if (!take_shape(a, err))
        return false;
    for (size_t i = 0; i < a->n_columns; i++)
        if (!take_cell(a, (int)i, &a->cell[a->n_rows * a->n_columns + i], err))
            return false;
    a->n_rows++;
    a->n_bytes += a->n_columns * sizeof *a->cell;
    return a->n_bytes <= a->session->limits.heap_bytes ||
           tomt_fail(err, TOMT_USAGE,
                     "the answer holds more than %zu MiB: ask for less (fewer rows or columns)",
                     a->session->limits.heap_bytes >> 20);
}

/* --- columns
 * -------------------------------------------------------------------------------------------------------
 */

static const char *kept(struct tomt_arena *arena, const char *text, struct tomt_error *err)
{
    return tomt_arena_copy(arena, text ? text : "", text ? strlen(text) : 0, err);
}

/* Titles and unit as the result tells of its own column. */
static bool told_by_result(struct answering *a, int at, struct tomt_ask_column *column, bool *told,
                           struct tomt_error *err)
{
    const char *table = sqlite3_column_table_name(a->statement, at),
               *origin = sqlite3_column_origin_name(a->statement, at);
    sqlite3_stmt *row = NULL;
    *told = false;
    if (!table || !origin)
        return true;
    table += !strncmp(table, "score_", 6) ? 6 : 0;
    if (sqlite3_prepare_v2(
            a->session->db,
            "SELECT title_en, title_nb, unit FROM field WHERE layer = ?1 AND field = ?2", -1, &row,
            NULL) != SQLITE_OK)
        return true; /* an older result */
    sqlite3_bind_text(row, 1, table, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 2, origin, -1, SQLITE_TRANSIENT);
    bool good = true;
    if (sqlite3_step(row) == SQLITE_ROW) {
        column->title.en = kept(a->arena, (const char *)sqlite3_column_text(row, 0), err);
        column->title.nb = kept(a->arena, (const char *)sqlite3_column_text(row, 1), err);
        column->unit = kept(a->arena, (const char *)sqlite3_column_text(row, 2), err);
        good = column->title.en && column->title.nb && column->unit;
        *told = good && *column->title.en;
    }
    sqlite3_finalize(row);
    return good;
}

static bool add_words(struct answering *a, int at, struct tomt_ask_column *column,
                      struct tomt_error *err)
{
    const char *table = sqlite3_column_table_name(a->statement, at),
               *origin = sqlite3_column_origin_name(a->statement, at);
    return tomt_ask_words_of(a->session, a->arena, table, table ? origin : NULL, column, err);
}

static bool tell_column(struct answering *a, int at, struct tomt_ask_column *column,
                        struct tomt_error *err)
{
    const char *name = sqlite3_column_name(a->statement, at);
    const struct tomt_question *question = a->session->asked->question;
    bool told = false;
    if (!name)
        return tomt_fail(err, TOMT_MEMORY, "out of memory");
    column->name = kept(a->arena, name, err);
    for (size_t i = 0; question && i < question->n_wide; i++)
        column->wide = column->wide || !strcmp(question->wide[i], name);
    for (size_t i = 0; question && column->name && i < question->n_columns; i++)
        if (!strcmp(question->column[i].name, name)) {
            const struct tomt_ask_column *of = &question->column[i];
            column->title.en = kept(a->arena, of->title.en, err);
            column->title.nb = kept(a->arena, of->title.nb, err);
            column->unit = kept(a->arena, of->unit, err);
            return column->title.en && column->title.nb && column->unit &&
                   add_words(a, at, column, err);
        }
    if (!column->name || !add_words(a, at, column, err) ||
        !told_by_result(a, at, column, &told, err))
        return false;
    if (told)
        return true;
    const struct tomt_field *field = tomt_field_find(name);
    column->title.en = field ? field->en : column->name;
    column->title.nb = field ? field->nb : column->name;
    column->unit = field ? field->unit : "";
    return true;
}

static enum tomt_type type_of(const struct answering *a, size_t column)
{
    bool text = false, real = false, integer = false;
    for (size_t row = 0; row < a->n_rows; row++) {
        int type = a->cell[row * a->n_columns + column].type;
        text = text || type == SQLITE_TEXT;
        real = real || type == SQLITE_FLOAT;
        integer = integer || type == SQLITE_INTEGER;
    }
    return text || !(real || integer) ? TOMT_TEXT : real ? TOMT_REAL : TOMT_INTEGER;
}

static bool put_cell(struct tomt_column *column, const struct cell *cell, struct tomt_error *err)
{
    char number[32];
    if (cell->type == SQLITE_NULL)
        return tomt_column_add_null(column, err);
    if (column->type == TOMT_REAL)
        return tomt_column_add_real(column, cell->real, err);
    if (column->type == TOMT_INTEGER)
        return tomt_column_add_integer(column, cell->integer, err);
    if (cell->type == SQLITE_TEXT)
        return tomt_column_add_text(column, cell->text, cell->n, err);
    if (cell->type == SQLITE_INTEGER)
        snprintf(number, sizeof number, "%" PRId64, cell->integer);
    else
        tomt_number_format(number, cell->real);
    return tomt_column_put_text(column, number, err);
}

/* Column geom without a geometry in any row is none that people read. */
static bool is_empty_geometry(const struct answering *a, size_t column)
{
    const char *name = sqlite3_column_name(a->statement, (int)column);
    for (size_t row = 0; row < a->n_rows; row++)
        if (a->cell[row * a->n_columns + column].type != SQLITE_NULL)
            return false;
    return name && !sqlite3_stricmp(name, "geom");
}

static bool make_table(struct answering *a, struct tomt_error *err)
{
    struct tomt_answer *answer = a->answer;
    size_t n = 0;
    for (size_t i = 0; i < a->n_columns; i++) {
        a->is_shape[i] = a->is_shape[i] || is_empty_geometry(a, i);
        n += a->is_shape[i] ? 0 : 1;
    }
    struct tomt_ask_column *told = tomt_arena_alloc(a->arena, (n + 1) * sizeof *told, err);
    if (!told || !tomt_table_start(&answer->table, a->arena, n, err))
        return false;
    size_t at = 0;
    for (size_t i = 0; i < a->n_columns; i++) {
        if (a->is_shape[i])
            continue;
        if (!tell_column(a, (int)i, &told[at], err))
            return false;
        struct tomt_column *column =
            tomt_table_column(&answer->table, told[at++].name, type_of(a, i), err);
        if (!column || !tomt_column_reserve(column, a->n_rows, err))
            return false;
        for (size_t row = 0; row < a->n_rows; row++)
            if (!put_cell(column, &a->cell[row * a->n_columns + i], err))
                return false;
    }
    answer->column = told;
    answer->table.n_rows = a->n_rows;
    return true;
}

static bool add_notes(struct answering *a, struct tomt_error *err)
{
    const struct tomt_question *question = a->session->asked->question;
    bool nb = a->session->language == 1;
    for (size_t i = 0; i < a->session->n_notes; i++)
        if (!note(a, kept(a->arena, a->session->note[i], err), err))
            return false;
    const char *text = question ? (nb ? question->note.nb : question->note.en) : NULL;
    while (text && *text) {
        size_t n = strcspn(text, "\n");
        if (!note(a, tomt_arena_copy(a->arena, text, n, err), err))
            return false;
        text += n + (text[n] ? 1 : 0);
    }
    if (a->more &&
        !note(a,
              tomt_arena_print(a->arena, err,
                               nb ? "kuttet ved %zu rader (--rows)" : "cut at %zu rows (--rows)",
                               a->session->limits.rows),
              err))
        return false;
    if (a->n_cut && !note(a,
                          tomt_arena_print(a->arena, err,
                                           nb ? "%zu celler er kuttet ved %zu byte"
                                              : "%zu cells are cut at %zu bytes",
                                           a->n_cut, a->session->limits.cell_bytes),
                          err))
        return false;
    return !a->n_other_kind ||
           note(a,
                tomt_arena_print(
                    a->arena, err,
                    nb ? "%zu rader har en annen type geometri enn den første: den er utelatt"
                       : "%zu rows have geometry of another kind than the first: it is left out",
                    a->n_other_kind),
                err);
}

/* --- the statement
 * -------------------------------------------------------------------------------------------------
 */

static void bind_value(sqlite3_stmt *statement, const struct tomt_bound *bound)
{
    int at = sqlite3_bind_parameter_index(statement, bound->name);
    if (!at)
        return;
    if (bound->kind == TOMT_BOUND_INTEGER)
        sqlite3_bind_int64(statement, at, bound->integer);
    else if (bound->kind == TOMT_BOUND_REAL)
        sqlite3_bind_double(statement, at, bound->real);
    else if (bound->kind == TOMT_BOUND_TEXT)
        sqlite3_bind_text(statement, at, bound->text, -1, SQLITE_STATIC);
}

static bool is_blank(const char *text)
{
    for (;;) {
        text += strspn(text, " \t\r\n;");
        if (text[0] == '-' && text[1] == '-') {
            text += strcspn(text, "\n");
        } else if (text[0] == '/' && text[1] == '*') {
            const char *end = strstr(text + 2, "*/");
            text = end ? end + 2 : text + strlen(text);
        } else {
            return !*text;
        }
    }
}

static bool prepare(struct answering *a, const struct tomt_bindings *bindings, const char *sql,
                    struct tomt_error *err)
{
    const char *rest = NULL;
    struct tomt_session *session = a->session;
    session->denied[0] = 0;
    if (sqlite3_prepare_v2(session->db, sql, -1, &a->statement, &rest) != SQLITE_OK)
        return tomt_session_failed(session, err);
    if (!a->statement)
        return tomt_fail(err, TOMT_USAGE, "there is no statement");
    if (!is_blank(rest))
        return tomt_fail(err, TOMT_USAGE,
                         "one statement at a time: there is something behind the first");
    if (!sqlite3_stmt_readonly(a->statement) || sqlite3_column_count(a->statement) == 0 ||
        sqlite3_stmt_isexplain(a->statement))
        return tomt_fail(err, TOMT_USAGE, "only SELECT may be asked");
    for (int i = 1; i <= sqlite3_bind_parameter_count(a->statement); i++) {
        const char *name = sqlite3_bind_parameter_name(a->statement, i);
        bool known = false;
        for (size_t k = 0; name && k < bindings->n; k++)
            known = known || !strcmp(bindings->value[k].name, name);
        if (!known)
            return tomt_fail(err, TOMT_USAGE,
                             "the statement has a parameter %.60s without a value (--%.60s VALUE)",
                             name ? name : "?", name ? name + 1 : "");
    }
    for (size_t k = 0; k < bindings->n; k++)
        bind_value(a->statement, &bindings->value[k]);
    return true;
}

static bool run(struct answering *a, struct tomt_error *err)
{
    int code = SQLITE_DONE;
    a->n_columns = (size_t)sqlite3_column_count(a->statement);
    a->is_shape =
        tomt_arena_alloc(a->session->arena, (a->n_columns + 1) * sizeof *a->is_shape, err);
    a->shape = -1;
    if (!a->is_shape)
        return false;
    while ((code = sqlite3_step(a->statement)) == SQLITE_ROW) {
        if (a->n_rows == a->session->limits.rows) {
            a->more = true;
            break;
        }
        if (!take_row(a, err))
            return false;
    }
    /* A function that was stopped inside gives null: that is no answer. */
    return (!tomt_session_stopped(a->session) && (a->more || code == SQLITE_DONE)) ||
           tomt_session_failed(a->session, err);
}

static bool answer_it(struct answering *a, struct tomt_error *err)
{
    struct tomt_session *session = a->session;
    const struct tomt_question *question = session->asked->question;
    struct tomt_bindings bindings;
    const char *sql = NULL;
    /* Names are looked for under the guard, too: what is typed meets the file of others. */
    if (!tomt_session_guard(session, err) || !tomt_bind_all(session, &bindings, err))
        return false;
    if (question && !tomt_bind_needs(session, &bindings, err))
        return false;
    if (!tomt_bind_sql(session, &bindings, question ? question->sql : session->asked->sql, &sql,
                       err))
        return false;
    bool good =
        prepare(a, &bindings, sql, err) && run(a, err) && make_table(a, err) && add_notes(a, err);
    sqlite3_finalize(a->statement);
    return good;
}

bool tomt_ask(struct tomt_arena *arena, const struct tomt_ask_options *asked,
              struct tomt_answer *answer, struct tomt_error *err)
{
    struct tomt_session session;
    double from_s = tomt_ask_clock_s();
    struct tomt_arena *own = tomt_arena_new(err);
    *answer = (struct tomt_answer){0};
    if (!own)
        return false;
    struct answering a = {.session = &session, .arena = arena, .answer = answer};
    bool good = tomt_session_open(&session, own, asked, err) && answer_it(&a, err);
    tomt_session_end(&session);
    if (good) {
        answer->name = asked->question ? kept(arena, asked->question->name, err) : NULL;
        answer->title = asked->question ? asked->question->title : (struct tomt_title){NULL, NULL};
        answer->crs = kept(arena, session.crs, err);
        answer->result_language = session.result_language;
        answer->language = session.language;
        good = answer->crs && (answer->name || !asked->question);
    }
    tomt_text_free(&a.wkb);
    tomt_release(a.ours);
    tomt_arena_free(own);
    answer->seconds = tomt_ask_clock_s() - from_s;
    return good;
}
