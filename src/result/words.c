/* result/words.c: the words that columns of a result hold, in English and Norwegian. */
#include "result/words.h"

#include <string.h>

/* By column, or by "layer.column" where only that layer's column means it. */
static const struct tomt_word word_row[] = {
    {"finding.kind", "strength", "Strength", "Styrke"},
    {"finding.kind", "weakness", "Weakness", "Svakhet"},
    {"finding.kind", "gap", "Number that is missing", "Tall som mangler"},
    {"finding.kind", "lift", "What would lift it", "Hva som ville løfte den"},
    {"register_change.kind", "all", "All", "Alle samlet"},
    {"register_change.kind", "sector", "Sector", "Næring"},
    {"register_change.kind", "division", "Industry (two digits)", "Næringskode (to siffer)"},
    {"register_change.kind", "no_industry", "Without industry code", "Uten næringskode"},
    {"unplaced.reason", "foreign", "Address abroad", "Adresse i utlandet"},
    {"unplaced.reason", "po_box", "Post-office box", "Postboks"},
    {"unplaced.reason", "no_address", "No address", "Uten adresse"},
    {"unplaced.reason", "no_street", "No such street", "Ukjent gate"},
    {"unplaced.reason", "no_number", "No such number", "Ukjent husnummer"},
    {"choice.by", "score", "Sum of scores", "Sum av poeng"},
    {"choice.by", "p_median", "Least distance to those served",
     "Kortest avstand til dem som betjenes"},
    {"choice.by", "covering", "Most within reach", "Flest innen rekkevidde"},
    {"choice.how", "exact", "No other set is better", "Ingen annen sammensetning er bedre"},
    {"choice.how", "heuristic", "Found by search: see the gap",
     "Funnet ved søk: se avstand til grensen"},
    {"economy.unit", "jobs", "jobs", "arbeidsplasser"},
    {"economy.unit", "establishments", "establishments", "virksomheter"},
    {"economy.unit", "digits", "digits", "sifre"},
    {"economy.unit", "m", "m", "m"},
    {"economy.unit", "permutations", "permutations", "permutasjoner"},
    {"statistic.name", "moran", "Moran's I", "Morans I"},
    {"statistic.name", "geary", "Geary's C", "Gearys C"},
    {"statistic.name", "getis_g", "Getis-Ord general G", "Getis-Ords generelle G"},
    {"statistic.name", "co_location", "Co-location", "Samlokalisering"},
    {"cluster.method", "dbscan", "DBSCAN", "DBSCAN"},
    {"cluster.method", "hdbscan", "HDBSCAN", "HDBSCAN"},
    {"weight_group.method", "direct", "Given directly", "Gitt direkte"},
    {"weight_group.method", "points", "Points shared out", "Fordelte poeng"},
    {"weight_group.method", "rank_order", "Rank order centroid", "Rangorden (sentroide)"},
    {"weight_group.method", "rank_sum", "Rank sum", "Rangsum"},
    {"weight_group.method", "swing", "Swing", "Swing"},
    {"weight_group.method", "equal", "Equal", "Like"},
    {"weight_group.method", "ahp", "Pairwise comparison (AHP)", "Parvis sammenligning (AHP)"},
    {"weight_group.method", "entropy", "Entropy", "Entropi"},
    {"weight_group.method", "critic", "CRITIC", "CRITIC"},
    {"method_agreement.method_a", "weighted_sum", "Weighted sum", "Vektet sum"},
    {"method_agreement.method_a", "weighted_product", "Weighted product", "Vektet produkt"},
    {"method_agreement.method_a", "owa", "Ordered weights (OWA)", "Ordnede vekter (OWA)"},
    {"method_agreement.method_a", "topsis", "TOPSIS", "TOPSIS"},
    {"method_agreement.method_a", "vikor", "VIKOR", "VIKOR"},
    {"method_agreement.method_a", "promethee_ii", "PROMETHEE II", "PROMETHEE II"},
    {"method_agreement.method_a", "electre_iii", "ELECTRE III", "ELECTRE III"},
    {"method_agreement.method_a", "minimum", "Worst value", "Dårligste verdi"},
    {"method_agreement.method_a", "satisficing", "Demands that are met", "Krav som er oppfylt"},
    {"sensitivity.direction", "up", "Up", "Opp"},
    {"sensitivity.direction", "down", "Down", "Ned"},
    {"unsnapped.way", "straight", "Straight line", "Luftlinje"},
    {"unsnapped.way", "walk", "On foot", "Til fots"},
    {"unsnapped.way", "drive", "By car", "Med bil"},
    {"strategy", "all", "All together", "Alle samlet"},
    {"strategy", "densify", "Densify", "Fortetting"},
    {"strategy", "transform", "Transform", "Transformasjon"},
    {"strategy", "none", "No change", "Ingen endring"},
    {"mode", "rail", "Rail", "Tog"},
    {"mode", "tram", "Tram", "Trikk"},
    {"mode", "bus", "Bus", "Buss"},
    {"mode", "ferry", "Ferry", "Ferge"},
    {"mode", "port", "Port", "Havn"},
    {"mode", "terminal", "Freight terminal", "Godsterminal"},
    {"mode", "junction", "Motorway junction", "Motorveikryss"},
    {"reason", "no_zone", "In no zone", "Utenfor arealformål"},
    {"reason", "use_not_permitted", "Use not permitted", "Arealformålet passer ikke"},
    {"reason", "excluded", "Excluded by a constraint", "Utelukket av hensyn"},
    {"reason", "too_small", "Too small", "For liten"},
    {"reason", "too_narrow", "Too narrow", "For smal"},
    {"reason", "veto", "Veto of a criterion", "Stoppet av veto"},
    {"reason", "not_assembled", "Joined with no neighbour", "Ikke slått sammen med naboer"},
    {"reason", "no_candidate", "No such candidate", "Ingen slik kandidat"},
    {"reason", "duplicate", "Same parcel twice", "Samme teig to ganger"},
    {"effect", "not_permitted", "Zoned to something else", "Annet arealformål"},
    {"effect", "exclude", "Excludes", "Utelukker"},
    {"effect", "limit", "Limits the capacity", "Begrenser kapasiteten"},
    {"effect", "penalise", "Lowers the score", "Trekker ned poengsummen"},
    {"effect", "inform", "Is told", "Opplyses"},
    {"effect", "sliver", "Slivers that are left over", "Rester som er for små"},
    {"effect", "overlap", "In more than one of its parcels", "I mer enn én av teigene"},
    {"capacity.growth", "densify", "Densify", "Fortetting"},
    {"capacity.growth", "transform", "Transform", "Transformasjon"},
    {"capacity.growth", "none", "No strategy", "Ingen arealstrategi"},
    {"change", "new", "New site", "Ny tomt"},
    {"change", "gone", "Gone", "Faller bort"},
    {"change", "changed", "Changed", "Endret"},
    {"existing_from", "buildings", "Buildings", "Bygninger"},
    {"existing_from", "parcel", "The parcel", "Teigen"},
    {"readiness", "buildable", "Buildable", "Byggeklar"},
    {"readiness", "detailed_plan_needed", "Detailed plan needed", "Krever detaljregulering"},
    {"readiness", "joint_plan_needed", "Joint plan needed", "Krever felles planlegging"},
    {"stability", "always", "In every draw", "I alle trekninger"},
    {"stability", "depends", "Depends on the weights", "Kommer an på vektene"},
    {"stability", "never", "In no draw", "I ingen trekning"},
    {"y_", "missing_input", "The input is missing", "Grunnlaget mangler"},
    {"y_", "outside", "Outside the input", "Utenfor grunnlaget"},
    {"y_", "unreachable", "Cannot be reached", "Kan ikke nås"},
    {"y_", "not_snapped", "Too far from a street", "For langt fra veg"},
    {"y_", "suppressed", "Too few to be told", "For få til å vises"},
    {"y_", "not_applicable", "Does not apply", "Gjelder ikke"},
    {"status", "existing", "Existing", "Nåværende"},
    {"status", "future", "Future", "Framtidig"},
    {"centrality", "centre", "Centre", "Sentrum"},
    {"centrality", "hinterland", "Hinterland", "Omland"},
    {"centrality", "periphery", "Periphery", "Periferi"},
    {"plan_type", "municipal", "Municipal plan", "Kommuneplan"},
    {"plan_type", "area", "Area plan", "Områderegulering"},
    {"plan_type", "detailed", "Detailed plan", "Detaljregulering"},
    {"owner_class", "municipal", "Municipality", "Kommunen"},
    {"owner_class", "state", "State", "Staten"},
    {"owner_class", "private", "One private owner", "Én privat eier"},
    {"owner_class", "few", "A few owners", "Få eiere"},
    {"owner_class", "many", "Many owners", "Mange eiere"},
    {"owner_class", "unknown", "Not known", "Ikke kjent"},
    {"reached", "yes", "Yes", "Ja"},
    {"reached", "no", "No", "Nei"},
    {"reached", "unknown", "Not known", "Ikke kjent"},
    {"is_old", "yes", "Yes", "Ja"},
    {"is_old", "no", "No", "Nei"},
    {"rule", "no building", "No building", "Ikke tillatt å bygge"},
    {"rule", "no more building", "No more building", "Ikke tillatt med ytterligere bebyggelse"},
    {"rule", "%-BYA (1997)", "%-BYA (1997)", "%-BYA (1997)"},
    {"rule", "T-BRA", "T-BRA", "T-BRA"},
    {"rule", "%-TU", "%-TU", "%-TU"},
    {"rule", "BYA", "BYA", "BYA"},
    {"rule", "%-BYA", "%-BYA", "%-BYA"},
    {"rule", "BRA", "BRA", "BRA"},
    {"rule", "%-BRA", "%-BRA", "%-BRA"},
    {"capacity_why", "no_building", "The plan allows no building", "Planen tillater ikke bygging"},
    {"capacity_why", "not_permitted", "Nothing zoned to what the profile asks for",
     "Ingen arealformål som profilen ber om"},
    {"capacity_why", "no_rule", "The plan gives no utilisation", "Planen oppgir ikke utnytting"},
    {"capacity_why", "no_storeys", "Footprint without storeys or height",
     "Grunnflate uten etasjer eller høyde"},
    {"capacity_why", "no_number", "A rule without its number", "Utnyttingstype uten tall"},
    {"capacity_why", "old_regime", "Measured by older rules", "Eldre beregningsregler"},
    {"capacity_why", "no_existing", "What stands there is not known",
     "Eksisterende bruksareal er ikke kjent"},
    {"capacity_why", "bad_rule", "A rule that cannot be read", "Utnytting som ikke kan leses"},
    {"capacity_why", "bad_area", "Area that makes no sense", "Urimelig areal"},
    {"capacity_why", "bad_shares", "Shares of uses do not add up to 1",
     "Andeler av formål gir ikke 1 til sammen"},
    {"capacity_why", "bad_existing", "Existing floor area that makes no sense",
     "Urimelig eksisterende bruksareal"},
    {"capacity_why", "bad_setting", "A setting that makes no sense", "Urimelig innstilling"},
    {"kind", "hospital", "Hospital", "Sykehus"},
    {"kind", "campus", "Campus", "Campus"},
    {"kind", "incubator", "Incubator", "Inkubator"},
    {"kind", "venue", "Venue", "Kulturarena"},
    {"kind", "centre", "Centre, square", "Sentrum, torg"},
    {"employees_state", "known", "Known", "Kjent"},
    {"employees_state", "withheld", "1 to 4, number withheld", "1 til 4, tallet er holdt tilbake"},
    {"employees_state", "none", "None registered", "Ingen registrert"},
    {"employees_state", "unknown", "Unknown", "Ukjent"},
    {"placed", "own", "Own coordinates", "Egne koordinater"},
    {"placed", "exact", "Address", "Adresse"},
    {"placed", "number", "Address without its letter", "Adresse uten bokstav"},
    {"placed", "near", "Nearest number of the street", "Nærmeste nummer i gata"},
    {"placed", "postcode", "Centre of the postcode", "Midten av postnummeret"},
    {"flag", "staffing", "Staffing agency: jobs may be elsewhere",
     "Bemanning: arbeidsplassene kan være andre steder"},
    {"flag", "head_office", "Head office: jobs may be elsewhere",
     "Hovedkontor: arbeidsplassene kan være andre steder"},
    {"quadrant", "HH", "High among high", "Høy blant høye"},
    {"quadrant", "HL", "High among low", "Høy blant lave"},
    {"quadrant", "LH", "Low among high", "Lav blant høye"},
    {"quadrant", "LL", "Low among low", "Lav blant lave"},
    {"jobs_per_resident_of", "statistics", "Employment statistics", "Sysselsettingsstatistikk"},
    {"jobs_per_resident_of", "register", "Business register", "Virksomhetsregisteret"},
};
enum { N_WORDS = sizeof word_row / sizeof *word_row };

/* Columns of other names that hold the same words. */
static const struct {
    const char *column, *as;
} same_words[] = {{"capacity.why", "capacity_why"},
                  {"capacity_piece.why", "capacity_why"},
                  {"capacity_piece.minimum_above_allowed", "is_old"},
                  {"capacity_piece.storeys_from_height", "is_old"},
                  {"capacity.plan_below_existing", "is_old"},
                  {"method_agreement.method_b", "method_agreement.method_a"},
                  {"target.jobs_today_from", "jobs_per_resident_of"},
                  {"target.residents_today_from", "jobs_per_resident_of"}};

const struct tomt_word *tomt_words(size_t *n)
{
    *n = N_WORDS;
    return word_row;
}

const char *tomt_words_of(const char *layer, const char *column)
{
    size_t n = strlen(layer);
    if (strncmp(column, "y_", 2) == 0)
        return "y_";
    for (size_t k = 0; k < sizeof same_words / sizeof *same_words; k++)
        if (strncmp(same_words[k].column, layer, n) == 0 && same_words[k].column[n] == '.' &&
            strcmp(same_words[k].column + n + 1, column) == 0)
            return same_words[k].as;
    for (size_t k = 0; k < N_WORDS; k++) {
        const char *of = word_row[k].column, *dot = strchr(of, '.');
        bool here = !dot || (n == (size_t)(dot - of) && strncmp(of, layer, n) == 0);
        if (here && strcmp(dot ? dot + 1 : of, column) == 0)
            return of;
    }
    return NULL;
}

const struct tomt_word *tomt_word_find(const char *of, const char *value)
{
    for (size_t k = 0; k < N_WORDS; k++)
        if (strcmp(word_row[k].column, of) == 0 && strcmp(word_row[k].value, value) == 0)
            return &word_row[k];
    return NULL;
}
