/* run/provenance.c: where every number comes from: inputs with digests and troubles, settings, counts, versions.
 * One row a fact: section, name, key, value, n, detail. No path, user, thread count or timing is in it. */
#include "data/whole_file.h"
#include "run/room_inside.h"
#include "run/state.h"

#include <math.h>

struct writer {
    struct tomt_column *section, *name, *key, *value, *n, *detail;
    struct tomt_table *table;
    struct tomt_error *err;
    bool ok; /* the first failure ends it; checked once */
};

static void put_text(struct writer *w, struct tomt_column *column, const char *text)
{
    w->ok = w->ok && tomt_column_put_text(column, text, w->err);
}

static void put(struct writer *w, const char *section, const char *name, const char *key, const char *value,
                const char *detail)
{
    put_text(w, w->section, section);
    put_text(w, w->name, name);
    put_text(w, w->key, key);
    put_text(w, w->value, value);
    w->ok = w->ok && tomt_column_add_null(w->n, w->err);
    put_text(w, w->detail, detail);
    w->table->n_rows++;
}

static void put_n(struct writer *w, const char *section, const char *name, const char *key, size_t n, const char *detail)
{
    put_text(w, w->section, section);
    put_text(w, w->name, name);
    put_text(w, w->key, key);
    w->ok = w->ok && tomt_column_add_null(w->value, w->err) && tomt_column_add_integer(w->n, (int64_t)n, w->err);
    put_text(w, w->detail, detail);
    w->table->n_rows++;
}

static void put_number(struct writer *w, const char *section, const char *name, const char *key, double number,
                       const char *detail)
{
    char text[32];
    if (isfinite(number))
        tomt_number_format(text, number);
    put(w, section, name, key, isfinite(number) ? text : NULL, detail);
}

static void put_trouble(struct writer *w, const char *name, const struct tomt_read_report *report, size_t t)
{
    char detail[400];
    size_t used = (size_t)snprintf(detail, sizeof detail, "%s (%s)", tomt_trouble_help[t],
                                   tomt_trouble_drops[t] ? "dropped" : "kept");
    for (size_t i = 0; i < report->trouble[t].n_ids; i++)
        used += (size_t)snprintf(detail + used, sizeof detail - used, "%s %lld", i ? "," : "; first features:",
                                 (long long)report->trouble[t].id[i]);
    if (report->trouble[t].detail[0])
        snprintf(detail + used, sizeof detail - used, "; %s", report->trouble[t].detail);
    put_n(w, "trouble", name, tomt_trouble_name[t], report->trouble[t].n, detail);
}

static void put_credit(struct writer *w, const char *name, const char *credit, const char *extracted)
{
    if (credit)
        put(w, "input", name, "credit", credit, NULL);
    if (extracted)
        put(w, "input", name, "extracted", extracted, "the day the data was taken out, as the project says");
}

static void put_input(struct writer *w, const struct tomt_run_state *state, size_t i)
{
    const struct tomt_project_layer *layer = &state->project->layer[i];
    const struct tomt_read_report *report = &state->layer[i].report;
    char source[TOMT_SOURCE_SHOWN];
    tomt_run_source_shown(layer->source, source);
    put(w, "input", layer->name, "source", source, NULL);
    if (strcmp(layer->title.en, layer->name) || strcmp(layer->title.nb, layer->name)) { /* what people call it, not the key again */
        put(w, "input", layer->name, "title_en", layer->title.en, NULL);
        put(w, "input", layer->name, "title_nb", layer->title.nb, NULL);
    }
    if (layer->layer)
        put(w, "input", layer->name, "layer", layer->layer, NULL);
    if (layer->where)
        put(w, "input", layer->name, "where", layer->where, NULL);
    put(w, "input", layer->name, "role", tomt_role_row(layer->role)->name, NULL);
    if (state->sha256[i][0])
        put(w, "input", layer->name, "sha256", state->sha256[i], NULL);
    bool by_address = tomt_run_is_register(layer->role) && !layer->x &&
                      state->register_report[i].n_placed[TOMT_PLACED_OWN] == 0;
    put(w, "input", layer->name, "crs", by_address ? NULL : report->crs.name,
        by_address ? "no coordinates of its own: placed by address" : report->crs.text);
    put(w, "input", layer->name, "driver", report->driver, NULL);
    if (*report->note)
        put(w, "input", layer->name, "note", report->note, NULL);
    put_credit(w, layer->name, layer->credit, layer->extracted);
    put_n(w, "input", layer->name, "features_read", report->n_read, NULL);
    put_n(w, "input", layer->name, "features_kept", report->n_kept, NULL);
    for (size_t t = 0; t < TOMT_N_TROUBLES; t++)
        if (report->trouble[t].n)
            put_trouble(w, layer->name, report, t);
}

static void put_register(struct writer *w, const struct tomt_run_state *state, size_t i)
{
    const struct tomt_register_report *report = &state->register_report[i];
    const char *name = state->project->layer[i].name;
    put_n(w, "register", name, "establishments", report->n, NULL);
    put_n(w, "register", name, "placed_own", report->n_placed[TOMT_PLACED_OWN], "by coordinates of their own");
    put_n(w, "register", name, "placed_exact", report->n_placed[TOMT_PLACED_EXACT], "by street, number and letter");
    put_n(w, "register", name, "placed_number", report->n_placed[TOMT_PLACED_NUMBER], "by street and number, the letter not found");
    put_n(w, "register", name, "placed_near", report->n_placed[TOMT_PLACED_NEAR], "at the nearest number on the same side of the street");
    put_n(w, "register", name, "placed_postcode", report->n_placed[TOMT_PLACED_POSTCODE], "at the centre of the postcode");
    put_n(w, "register", name, "unplaced", report->n_placed[TOMT_PLACED_NOT], "listed in table unplaced");
    for (size_t k = 0; k < TOMT_N_UNPLACED; k++)
        if (report->n_unplaced[k])
            put_n(w, "unplaced", name, tomt_unplaced_name[k], report->n_unplaced[k], NULL);
    put_n(w, "register", name, "elsewhere", report->n_elsewhere, "of municipalities of which the address register has no address");
    put_n(w, "register", name, "closed", report->n_closed, "closed before the register's day");
    put_n(w, "register", name, "bad_dates", report->n_bad_date, "closing days that cannot be read: not taken as closed");
    put_n(w, "register", name, "ambiguous_streets", report->n_street_ambiguous, "another spelling would be several streets: not taken");
    put_n(w, "register", name, "street_spellings", report->n_street_spelling, "streets found under another spelling");
    put_n(w, "register", name, "po_boxes", report->n_po_box, "post boxes, placed by their postcode");
    put_n(w, "register", name, "placed_outside", report->n_outside, "beyond the study area and its reach");
    put_n(w, "register", name, "duplicates", report->n_duplicate, "same id as an earlier row; the first is kept");
    put_n(w, "register", name, "old_municipality_numbers", report->n_old_municipality,
          "establishments and addresses with 0602, 0625, 0711 or 3005, read as 3301");
    put_n(w, "register", name, "employees_withheld", report->n_withheld, "1 to 4 employees, number withheld");
    put_n(w, "register", name, "employees_none", report->n_none, "none registered");
    put_n(w, "register", name, "employees_unknown", report->n_unknown, "no word on employees: adds no jobs");
    put_n(w, "register", name, "employees_bad", report->n_bad_employees, "negative, absurd or no whole number: taken as unknown");
    put_n(w, "register", name, "staffing", report->n_staffing, "staffing agencies (78): many of their jobs are elsewhere");
    put_n(w, "register", name, "head_offices", report->n_head_office, "head offices (70.1): many of their jobs are elsewhere");
    put_n(w, "register", name, "sole_proprietors", report->n_sole, "names are internal");
    put_number(w, "register", name, "jobs_low", report->jobs_low, NULL);
    put_number(w, "register", name, "jobs_central", report->jobs_central, NULL);
    put_number(w, "register", name, "jobs_high", report->jobs_high, NULL);
}

static void put_streets(struct writer *w, const struct tomt_run_state *state)
{
    const struct tomt_network *network = state->streets.network;
    const struct tomt_network_report *report = &state->streets.cached.report;
    const struct tomt_network_options *options = &state->project->network;
    put_n(w, "streets", "network", "lines", report->n_lines, "street features read");
    put_n(w, "streets", "network", "left_out", report->n_left_out, "neither walked nor driven, by class or access");
    put_n(w, "streets", "network", "nodes", network->n_nodes, NULL);
    put_n(w, "streets", "network", "links", network->n_links, "stretches between nodes");
    put_n(w, "streets", "network", "walk_links", report->n_walk_links, NULL);
    put_n(w, "streets", "network", "drive_links", report->n_drive_links, NULL);
    put_n(w, "streets", "network", "oneway_links", report->n_oneway_links, NULL);
    put_n(w, "streets", "network", "unknown_class", report->n_unknown_class, report->unknown_class[0] ? report->unknown_class : NULL);
    put_n(w, "streets", "network", "bad_speed", report->n_bad_speed, "speed that cannot be read: the class's is taken");
    put_n(w, "streets", "network", "bad_oneway", report->n_bad_oneway, "one-way mark that cannot be read: the class's is taken");
    put_n(w, "streets", "network", "joined_ends", report->n_joined, "ends joined over a gap of up to join_m");
    put_n(w, "streets", "network", "crossings", report->n_crossings, "nodes made where lines cross (network.cross)");
    put_n(w, "streets", "network", "islands", report->n_islands, "not connected with the rest");
    put_number(w, "streets", "network", "islands_m", round(report->islands_m), NULL);
    put_n(w, "streets", "network", "small_islands", report->n_small_islands, "shorter than min_island_m: nothing is joined to them");
    put_number(w, "streets", "network", "small_islands_m", round(report->small_islands_m), NULL);
    put(w, "setting", "streets", "snap", options->snap == 1 ? "node" : "edge", "where points join the streets");
    put_number(w, "setting", "streets", "max_snap_m", options->max_snap_m, "a longer way to the street is not walked");
    put_number(w, "setting", "streets", "walk_m_per_min", options->walk_m_per_min, NULL);
    put_number(w, "setting", "streets", "min_island_m", options->min_island_m, NULL);
    put_number(w, "setting", "streets", "join_m", options->join_m, NULL);
    put_number(w, "setting", "streets", "default_speed_kmh", options->default_speed_kmh, NULL);
    put(w, "setting", "streets", "cross", options->cross ? "true" : "false", "do plain lines that cross meet?");
    for (enum tomt_way way = TOMT_WALK; way <= TOMT_DRIVE; way++)
        if (tomt_needs_way(state->needs, way))
            put_n(w, "streets", "site", way == TOMT_WALK ? "not_snapped_walk" : "not_snapped_drive", state->streets.site[way].n_missed,
                  "no street within max_snap_m: no data, listed in table unsnapped");
    for (size_t i = 0; i < state->project->n_layers; i++)
        for (enum tomt_way way = TOMT_WALK; way <= TOMT_DRIVE; way++) {
            struct tomt_unsnapped lost;
            char detail[160] = "";
            tomt_run_unsnapped_of(state, way, i, &lost);
            if (lost.of > 0)
                snprintf(detail, sizeof detail, "%.0f of %.0f %s", lost.amount, lost.of,
                         state->role[i] == TOMT_ROLE_POPULATION ? "residents" : "jobs");
            if (lost.n)
                put_n(w, "streets", state->project->layer[i].name, way == TOMT_WALK ? "not_snapped_walk" : "not_snapped_drive", lost.n,
                      detail[0] ? detail : NULL);
        }
    put(w, "setting", "streets", "drive_speed", "the limit of each street, else of its class", "no waiting at junctions");
    put_number(w, "setting", "streets", "catchment_margin_m", TOMT_CATCHMENT_MARGIN_M, "ground beside a reached street in layer catchment");
}

static void put_feed(struct writer *w, const struct tomt_run_state *state, size_t i)
{
    const struct tomt_gtfs_report *report = &state->transit.report[i];
    const char *name = state->project->layer[i].name;
    for (size_t f = 0; f < TOMT_N_GTFS_FILES; f++)
        put_n(w, "timetable", name, tomt_gtfs_file_name[f], report->n_rows[f], "rows");
    put(w, "timetable", name, "service_day", report->day, report->why_day);
    put(w, "timetable", name, "first_day", report->first_day, NULL);
    put(w, "timetable", name, "last_day", report->last_day, NULL);
    put_n(w, "timetable", name, "stops_outside", report->n_stops_outside, "of hubs that lie beyond the study area and its reach as a whole");
    put_n(w, "timetable", name, "trips", report->n_trips, NULL);
    put_n(w, "timetable", name, "trips_on_day", report->n_trips_on_day, NULL);
    put_n(w, "timetable", name, "departures", report->n_departures, "on the service day, from the stops kept");
    put_n(w, "timetable", name, "on_demand_routes", report->n_on_demand_routes, "on demand or school: in no headway, level or class");
    for (size_t t = 0; t < TOMT_N_GTFS_TROUBLES; t++)
        if (report->trouble[t].n) {
            char detail[400];
            snprintf(detail, sizeof detail, "%s (%s); first: %s", tomt_gtfs_trouble_help[t], tomt_gtfs_trouble_drops[t] ? "left out" : "kept",
                     report->trouble[t].first);
            put_n(w, "trouble", name, tomt_gtfs_trouble_name[t], report->trouble[t].n, detail);
        }
}

static void put_transit(struct writer *w, const struct tomt_run_state *state)
{
    const struct tomt_transit_options *options = &state->project->transit;
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == TOMT_ROLE_TIMETABLE)
            put_feed(w, state, i);
    put_n(w, "transit", "hub", "hubs", state->transit.hubs.n, "stops merged");
    put(w, "setting", "transit", "day", options->day ? options->day : "chosen", NULL);
    put(w, "setting", "transit", "peak", options->peak_from, options->peak_to);
    put(w, "setting", "transit", "daytime", options->day_from, options->day_to);
    put_number(w, "setting", "transit", "merge_m", options->merge_m, "stops this near are one hub");
    put_number(w, "setting", "transit", "bus_reach_m", options->bus_reach_m, "of the transit level");
    put_number(w, "setting", "transit", "rail_reach_m", options->rail_reach_m, "of the transit level; tram and ferry too");
    put_number(w, "setting", "transit", "rail_headway_min", options->rail_headway_min, "of a knutepunkt, at most");
    put_number(w, "setting", "transit", "tram_headway_min", options->tram_headway_min, "of a knutepunkt, at most");
    put_number(w, "setting", "transit", "bus_headway_min", options->bus_headway_min, "of a knutepunkt, at most");
    put_number(w, "setting", "transit", "ferry_headway_min", options->ferry_headway_min, "of a knutepunkt, at most; tomt's own");
    for (size_t k = 0; k < options->catchment_min.n; k++)
        put_number(w, "setting", "transit", "catchment_min", options->catchment_min.item[k], NULL);
    put(w, "setting", "transit", "catchment_of", options->catchment_of == 1 ? "all" : "hubs", NULL);
    put_number(w, "setting", "transit", "around_hub_m", TOMT_AROUND_HUB_M, "jobs and residents around a hub");
    put(w, "setting", "transit", "ferry", "as rail", "in the transit level; the source has no ferries");
    put(w, "setting", "transit", "metro", "as rail", NULL);
}

static void put_zones(struct writer *w, const struct tomt_run_state *state)
{
    char first[160] = "";
    size_t used = 0;
    for (size_t k = 0; k < state->zones.report.n_first_overlap; k++)
        used += (size_t)snprintf(first + used, sizeof first - used, "%s%lld", k ? ", " : "first features: ",
                                 (long long)state->zones.report.first_overlap_fid[k]);
    put_n(w, "zones", "zone", "other_level", state->zones.report.n_level, "plan level other than 2, on the ground (dropped)");
    put_n(w, "zones", "zone", "plan_overlaps", state->zones.report.n_plan_overlaps, "plans overlap: the newest adopted counts");
    put_number(w, "zones", "zone", "plan_overlap_m2", state->zones.report.plan_overlap_m2, NULL);
    put_n(w, "zones", "zone", "kept_older", state->zones.report.n_kept_older, "an H910 area keeps the older plan");
    put_n(w, "zones", "zone", "overlaps_in_plan", state->zones.report.n_overlaps_in_plan,
          first[0] ? first : "zones of one plan overlap: the smallest counts");
    put_number(w, "zones", "zone", "overlap_in_plan_m2", state->zones.report.overlap_in_plan_m2, NULL);
    put_n(w, "zones", "zone", "wholly_covered", state->zones.report.n_wholly_covered, "nothing left under zones that count more");
    put_n(w, "zones", "zone", "snapped", state->zones.report.n_snapped, "overlays that needed snapping to 0.0001 m");
    put_n(w, "zones", "zone", "slivers", state->zones.report.n_slivers, "parts under 1 m2, left out");
}

static void put_sites(struct writer *w, const struct tomt_run_state *state)
{
    const struct tomt_sites_report *report = &state->sites_report;
    put_n(w, "sites", "site", "sources", report->n_sources, "parcels, zones or cells looked at");
    put_n(w, "sites", "site", "outside_study_area", report->n_outside_area, "site point outside the study area: no candidate");
    put_n(w, "sites", "site", "kept", state->n_kept, NULL);
    put_n(w, "sites", "site", "rejected", state->rejected.n, NULL);
    put_n(w, "sites", "site", "slivers", report->n_slivers, "parts under 1 m2, left out");
    put_number(w, "sites", "site", "slivers_m2", report->slivers_m2, NULL);
    put_n(w, "sites", "site", "snapped", report->n_snapped, "overlays that needed snapping to 0.0001 m");
    put_n(w, "sites", "site", "duplicate_ids", report->n_duplicate_ids, "same parcel id: one is kept");
    put_n(w, "sites", "site", "hashed_ids", report->n_hashed_ids, "no parcel id: a hash of the geometry at 1 cm");
    put_number(w, "sites", "site", "max_area_error", report->max_area_error, "largest relative difference between a whole and its parts");
    put_number(w, "sites", "site", "max_loss_error", report->max_loss_error, "largest relative difference between a site and what was taken plus what is left");
    put_n(w, "sites", "site", "snapped_sites", report->n_snapped_sites, "candidates with such an overlay: areas hold within perimeter x 0.0001 m");
}

/* Every assumption behind a floor area or a job. */
static void put_capacity_settings(struct writer *w, const struct tomt_run_state *state)
{
    const struct tomt_capacity_options *options = &state->project->capacity;
    for (const struct tomt_param *row = tomt_capacity_params; row->name; row++) {
        const char *at = (const char *)&options->settings + row->offset;
        double number;
        bool yes;
        if (row->type == TOMT_PARAM_BOOL) {
            memcpy(&yes, at, sizeof yes);
            put(w, "setting", "capacity", row->name, yes ? "true" : "false", row->help);
        } else {
            memcpy(&number, at, sizeof number);
            put_number(w, "setting", "capacity", row->name, number, row->help);
        }
    }
    put_number(w, "setting", "capacity", "old_plan_years", options->old_plan_years, "a plan is old when it is older");
    put_number(w, "setting", "capacity", "least_share", TOMT_LEAST_SHARE, "of a site: plans and requirements that meet no more of it do not decide how ready it is");
    put_number(w, "setting", "capacity", "storeys_when_unknown", options->storeys_when_unknown, "of buildings without floor area and storeys; none: not known");
    put(w, "setting", "capacity", "today", state->room.today, options->today ? "as the project says" : "the date of the data");
    put(w, "setting", "capacity", "gross", "theoretical", "what the plan allows, before design, market and procedure");
    size_t n;
    const struct tomt_jobs_basis *basis = tomt_jobs_bases(&n);
    for (size_t i = 0; i < n + options->n_bases; i++) {
        char key[64], value[96];
        const struct tomt_jobs_basis *of = i < options->n_bases ? &options->basis[i] : &basis[i - options->n_bases];
        bool own = i < options->n_bases, replaced = false;
        for (size_t k = 0; !own && k < options->n_bases; k++)
            replaced |= !strcmp(options->basis[k].use, of->use);
        snprintf(key, sizeof key, "jobs.%.40s", of->use);
        snprintf(value, sizeof value, "%g-%g m2 %s per employee", of->m2_low, of->m2_high, of->in_bta ? "BTA" : "BRA");
        if (!replaced)
            put(w, "setting", "capacity", key, value, own ? "as the project says" : "tomt's default");
    }
    put_number(w, "setting", "purchase", "large_m2", options->purchase.large_m2, "unused floor area with the full potential_term");
    for (int k = 0; k < TOMT_N_OWNER_CLASSES; k++)
        put_number(w, "setting", "purchase", tomt_owner_class_name[k], options->purchase.owner_weight[k], "owner_term");
}

static void put_count_of(struct writer *w, const char *key, size_t n, size_t n_default)
{
    put_n(w, "setting", "owners", key, n, n > n_default ? "words; the project's are added to tomt's" : "words; tomt's");
}

/* What names of owners are told by, and what the study area is to hold. */
static void put_owners_and_targets(struct writer *w, const struct tomt_project *project)
{
    const struct tomt_owner_words *words = &project->capacity.owner_words, *ours = &tomt_owner_words_default;
    const struct tomt_target_options *targets = &project->targets;
    put_number(w, "setting", "owners", "few", (double)words->few, "up to this many owners of a site are few");
    put_count_of(w, "municipal_begins", words->n_municipal_begins, ours->n_municipal_begins);
    put_count_of(w, "municipal_ends", words->n_municipal_ends, ours->n_municipal_ends);
    put_count_of(w, "state_begins", words->n_state_begins, ours->n_state_begins);
    put_count_of(w, "state_ends", words->n_state_ends, ours->n_state_ends);
    if (!targets->given)
        return;
    put_number(w, "setting", "targets", "year", targets->year == INT64_MIN ? NAN : (double)targets->year, "by which; told, not used");
    put_number(w, "setting", "targets", "jobs", targets->jobs, "in the study area, those of today included");
    put_number(w, "setting", "targets", "residents", targets->residents, "in the study area, those of today included");
}

static void put_barriers(struct writer *w, const struct tomt_profile *profile)
{
    for (size_t b = 0; b < profile->assembly.n_barriers; b++) {
        const struct tomt_barrier *barrier = &profile->assembly.barrier[b];
        char value[300];
        size_t used = (size_t)snprintf(value, sizeof value, "%s", barrier->layer);
        for (size_t i = 0; i < barrier->codes.n && used < sizeof value; i++)
            used += (size_t)snprintf(value + used, sizeof value - used, " %s", barrier->codes.item[i]);
        put(w, "setting", profile->name, "assembly.barrier", value, barrier->codes.n ? "the layer, and codes that count" : "the layer; all of it");
    }
}

static void put_shares(struct writer *w, const struct tomt_run_state *state)
{
    size_t n;
    const struct tomt_capacity_options *options = &state->project->capacity;
    const char *const *use = tomt_mixed_uses(&n);
    for (size_t i = 0; i < n + options->n_shares; i++) {
        bool own = i < options->n_shares, replaced = false;
        const char *of = own ? options->shares[i].use : use[i - options->n_shares];
        size_t n_shares = own ? options->shares[i].n : 0, used = 0;
        const struct tomt_use_share *share = own ? options->shares[i].share : tomt_default_shares(of, &n_shares);
        char key[64], value[300] = "";
        for (size_t k = 0; !own && k < options->n_shares; k++)
            replaced |= !strcmp(options->shares[k].use, of);
        for (size_t k = 0; k < n_shares && used < sizeof value; k++)
            used += (size_t)snprintf(value + used, sizeof value - used, "%s%s %g", k ? ", " : "", share[k].use, share[k].share);
        snprintf(key, sizeof key, "shares.%.40s", of);
        if (!replaced)
            put(w, "setting", "capacity", key, value, own ? "as the project says" : "tomt's default");
    }
}

static void put_room(struct writer *w, const struct tomt_run_state *state)
{
    const struct tomt_room *room = &state->room;
    const struct tomt_project *project = state->project;
    put_capacity_settings(w, state);
    put_shares(w, state);
    put_owners_and_targets(w, project);
    put_number(w, "setting", "constraint", "buffer_segments", TOMT_BUFFER_SEGMENTS, "straight pieces of a quarter circle in buffers of constraints");
    put_n(w, "ground", "site", "pairs", room->ground.report.n_looked, "pairs of polygons whose boxes meet");
    put_n(w, "ground", "site", "overlaid", room->ground.report.n_pairs, "of them left to GEOS; the others are told by their borders");
    put_n(w, "ground", "site", "snapped", room->ground.report.n_snapped, "of them snapped to 0.0001 m");
    put_number(w, "ground", "site", "max_area_error", room->ground.report.max_area_error, "largest relative difference between a site and its pieces of zones");
    put_n(w, "ground", "site", "over_tolerance", room->ground.report.n_over, "sites that differ by more than a millionth, or than perimeter x 0.0001 m where snapped");
    if (room->has_buildings) {
        put_n(w, "ground", "building", "buildings", room->buildings.n, NULL);
        put_n(w, "ground", "building", "without_floor_area", room->n_buildings_unknown, "neither floor area nor storeys: what stands on their sites is not known by buildings");
    }
    for (size_t p = 0; p < project->n_profiles; p++) {
        const struct tomt_assembled *made = &room->assembled[p];
        const struct tomt_profile_assembly *asked = &project->profile[p].assembly;
        const char *name = project->profile[p].name, *use = tomt_room_main_use(project, p);
        put(w, "setting", name, "jobs_of_other_uses", use, "uses without m2 per employee count as this one; none: their floor holds no known jobs");
        if (!asked->wanted)
            continue;
        put(w, "setting", name, "assembly.of", asked->of ? "unused_bra_m2" : "developable_m2", NULL);
        put_number(w, "setting", name, "assembly.least", asked->least, NULL);
        put_number(w, "setting", name, "assembly.most", asked->most, NULL);
        put_number(w, "setting", name, "assembly.gap_m", asked->gap_m, "parcels this near to each other are neighbours");
        put_number(w, "setting", name, "assembly.shared_m", asked->shared_m, "where they face each other along at least this");
        put_number(w, "setting", name, "assembly.barrier_m", asked->barrier_m, "half the breadth of a barrier that is a line");
        put_number(w, "setting", name, "assembly.exchange_share", asked->exchange_share, "a site makes way for several only when each is worth at least this share of it");
        put_barriers(w, &project->profile[p]);
        put_number(w, "setting", name, "assembly.most_parcels", (double)asked->most_parcels, NULL);
        put_number(w, "setting", name, "assembly.owner_cost", asked->owner_cost, "share of an assembly's value lost per owner beyond the first");
        put_n(w, "assembly", name, "parcels", made->n_parcels, "that could take part");
        put_n(w, "assembly", name, "assemblies", made->n_assemblies, "chosen; they do not overlap");
        put_n(w, "assembly", name, "of_one_parcel", made->n_of_one, NULL);
        put_n(w, "assembly", name, "left_over", made->n_left_over, "parcels in no assembly: rejected");
        put_number(w, "assembly", name, "max_area_error", made->max_area_error, "largest relative difference between the members and the whole");
    }
}

static void put_thresholds(struct writer *w, const struct tomt_project *project)
{
    put(w, "setting", "centre", "layer", project->centre.layer, project->centre.layer ? NULL : "all anchor layers");
    for (size_t k = 0; k < project->centre.kinds.n; k++)
        put(w, "setting", "centre", "kind", project->centre.kinds.item[k], NULL);
    static const char *const letter[] = {"A", "B", "C", "D", "E", "F"};
    put(w, "setting", "abc", "a_class", letter[project->abc.a_class], "A: this transit class or better; tomt's default unless the project says otherwise");
    put(w, "setting", "abc", "b_class", letter[project->abc.b_class], "B: this class or better and a junction within b_drive_min");
    put_number(w, "setting", "abc", "b_drive_min", project->abc.b_drive_min, NULL);
    put_number(w, "setting", "abc", "c_drive_min", project->abc.c_drive_min, "C: a junction within this");
    put_number(w, "setting", "centre", "centre_walk_min", project->centre.centre_walk_min, "centre: within this walk");
    put_number(w, "setting", "centre", "hinterland_drive_min", project->centre.hinterland_drive_min, "hinterland: within this drive, else periphery");
}

static void put_economy(struct writer *w, const struct tomt_run_state *state)
{
    const struct tomt_economy_options *options = &state->project->economy;
    const struct tomt_business *business = &state->business;
    put(w, "setting", "economy", "version", tomt_industry_version_name(business->industry, business->version),
        options->version ? "of the industry codes" : "of the industry codes: the one most establishments have");
    if (options->code_version)
        put(w, "setting", "economy", "code_version", options->code_version, "of rows that do not say");
    put_number(w, "setting", "economy", "digits", (double)options->digits, "detail of the varieties");
    put_number(w, "setting", "economy", "min_establishments", (double)options->min_establishments, "measures of fewer are suppressed");
    put_number(w, "setting", "economy", "move_m", options->move_m, "a workplace this far off has moved");
    put(w, "setting", "economy", "reference", business->chosen ? business->reference[business->chosen].name : "study_area", "of quotients");
    put(w, "setting", "economy", "register_day", options->register_day, "establishments closed by then are left out");
    if (options->hot_spots) {
        put_number(w, "setting", "economy", "hot_spot_cell_m", options->hot_spot_cell_m, "cells of the study area, empty ones included");
        put_number(w, "setting", "economy", "hot_spot_radius_m", options->hot_spot_radius_m, NULL);
        put_number(w, "setting", "economy", "permutations", (double)options->permutations, "of local Moran");
        put_number(w, "setting", "economy", "seed", (double)options->seed, NULL);
    }
    for (size_t k = 0; k < options->n_clusters; k++) {
        char key[96], how[160];
        const struct tomt_cluster_set *set = &options->cluster[k];
        snprintf(key, sizeof key, "cluster.%s", set->name);
        snprintf(how, sizeof how, "%s of %s: radius_m %g, min_jobs %g, min_cluster_jobs %g, min_establishments %lld",
                 set->method == TOMT_BY_HDBSCAN ? "hdbscan" : "dbscan", set->sector ? set->sector : "all", set->radius_m, set->min_jobs,
                 set->min_cluster_jobs, (long long)set->min_establishments);
        put(w, "setting", "economy", key, how, NULL);
    }
    for (size_t k = 0; k < options->n_densities; k++) {
        char key[96], how[160];
        const struct tomt_density_map *map = &options->density[k];
        snprintf(key, sizeof key, "density.%s", map->name);
        snprintf(how, sizeof how, "%s of %s: cell_m %g, bandwidth_m %g", map->of == 1 ? "establishments" : "jobs", map->sector ? map->sector : "all",
                 map->cell_m, map->bandwidth_m);
        put(w, "setting", "economy", key, how, "quartic kernel");
    }
}

static void put_settings(struct writer *w, const struct tomt_run_state *state)
{
    const struct tomt_project *project = state->project;
    static const char *const from[] = {"parcels", "zones", "grid"}, *const parts[] = {"together", "separate"};
    static const char *const shape[] = {"square", "hexagon"};
    put(w, "setting", "project", "crs", project->crs, state->crs.name);
    put(w, "setting", "project", "distances", "planar in the project CRS", "ETRS89 and WGS 84 are taken as equal");
    put(w, "setting", "sites", "from", from[project->sites.from], NULL);
    put(w, "setting", "sites", "parts", parts[project->sites.parts], NULL);
    if (project->sites.from == TOMT_SITES_GRID) {
        put(w, "setting", "sites", "grid", shape[project->sites.grid_shape], NULL);
        put_number(w, "setting", "sites", "cell_m", project->sites.cell_m, NULL);
    }
    put_number(w, "setting", "sites", "min_area_m2", project->sites.min_area_m2, NULL);
    put_number(w, "setting", "sites", "min_width_m", project->sites.min_width_m, "diameter of the largest inscribed circle, tolerance 0.1 m");
    put_number(w, "setting", "economy", "jobs_when_withheld", project->jobs_when_withheld, "central estimate for 1 to 4 employees");
    for (size_t p = 0; p < project->n_profiles; p++)
        for (size_t v = 0; v < project->profile[p].n_vetoes; v++) {
            const struct tomt_profile_veto *veto = &project->profile[p].veto[v];
            put_number(w, "veto", project->profile[p].name, veto->criterion, isnan(veto->below) ? veto->above : veto->below,
                       !isnan(veto->below) ? "out when below" : !isnan(veto->above) ? "out when above" : "out when there is no data");
        }
    for (size_t p = 0; p < project->n_profiles; p++)
        for (size_t c = 0; c < project->profile[p].n_constraints; c++) {
            const struct tomt_profile_constraint *constraint = &project->profile[p].constraint[c];
            char key[200];
            static const char *const effect[] = {"inform", "exclude", "limit", "penalise"};
            size_t used = (size_t)snprintf(key, sizeof key, "%s %s", effect[constraint->effect], constraint->layer);
            for (size_t i = 0; i < constraint->codes.n && used < sizeof key; i++)
                used += (size_t)snprintf(key + used, sizeof key - used, " %s", constraint->codes.item[i]);
            char detail[160] = "buffer, m";
            if (constraint->effect == TOMT_EFFECT_LIMIT)
                snprintf(detail, sizeof detail, "buffer, m; leaves %g of the capacity", constraint->leaves);
            if (constraint->safety_class)
                snprintf(detail + strlen(detail), sizeof detail - strlen(detail), "; safety class %.60s", constraint->safety_class);
            put_number(w, "constraint", project->profile[p].name, key, constraint->buffer_m, detail);
        }
}

/* Sets of weights that robustness was told for. */
static void put_draws(struct writer *w, const struct tomt_project *project)
{
    for (size_t p = 0; p < project->n_profiles; p++) {
        const struct tomt_profile *profile = &project->profile[p];
        const struct tomt_robust_settings *robust = &profile->decision.robust;
        char source[TOMT_SOURCE_SHOWN], digest[65];
        if (!robust->wanted || !robust->path)
            continue;
        w->ok = w->ok && tomt_sha256_path(robust->path, digest, w->err);
        if (!w->ok)
            return;
        tomt_run_source_shown(robust->path, source);
        put(w, "input", profile->name, "source", source, "draws of weights");
        put(w, "input", profile->name, "sha256", digest, NULL);
        put_n(w, "input", profile->name, "draws", robust->n_given, NULL);
    }
}

bool tomt_run_provenance_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                               struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    struct writer w = {.table = table, .err = err, .ok = true};
    if (!tomt_table_start(table, arena, 6, err))
        return false;
    w.section = tomt_table_column(table, "section", TOMT_TEXT, err);
    w.name = tomt_table_column(table, "name", TOMT_TEXT, err);
    w.key = tomt_table_column(table, "key", TOMT_TEXT, err);
    w.value = tomt_table_column(table, "value", TOMT_TEXT, err);
    w.n = tomt_table_column(table, "n", TOMT_INTEGER, err);
    w.detail = tomt_table_column(table, "detail", TOMT_TEXT, err);
    if (!w.section || !w.name || !w.key || !w.value || !w.n || !w.detail)
        return false;
    for (size_t i = 0; i < project->n_layers; i++) {
        put_input(&w, state, i);
        if (tomt_run_is_register(project->layer[i].role))
            put_register(&w, state, i);
    }
    for (size_t i = 0; i < project->n_rasters; i++) {
        char source[TOMT_SOURCE_SHOWN];
        tomt_run_source_shown(project->raster[i].source, source);
        put(&w, "input", project->raster[i].name, "source", source, "raster");
        put_number(&w, "input", project->raster[i].name, "band", (double)project->raster[i].band, project->raster[i].unit);
        if (state->sha256[project->n_layers + i][0])
            put(&w, "input", project->raster[i].name, "sha256", state->sha256[project->n_layers + i], NULL);
        put_credit(&w, project->raster[i].name, project->raster[i].credit, project->raster[i].extracted);
    }
    put_draws(&w, project);
    if (state->streets.network)
        put_streets(&w, state);
    if (state->transit.wanted)
        put_transit(&w, state);
    put_zones(&w, state);
    put_sites(&w, state);
    put_settings(&w, state);
    put_room(&w, state);
    if (state->business.wanted)
        put_economy(&w, state);
    if (state->streets.network || state->transit.wanted)
        put_thresholds(&w, project);
    put(&w, "version", "tomt", "version", TOMT_VERSION, NULL);
    const char *libraries = tomt_data_versions(arena, err);
    if (!libraries)
        return false;
    put(&w, "version", "libraries", "version", libraries, NULL);
    for (size_t i = 0; i < state->problems->n; i++)
        put(&w, "warning", "project", "problem", state->problems->item[i].text, NULL);
    return w.ok;
}
