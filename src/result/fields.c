/* result/fields.c: the one table of what people read for the names of columns. Sorted by name: it
 * is searched by halves. */
#include "result/fields.h"

#include <stdlib.h>
#include <string.h>

static const struct tomt_field fields[] = {
    {"address", "Address", "Adresse", "", false},
    {"adopted", "Plan adopted", "Plan vedtatt", "", false},
    {"amount", "Amount", "Mengde", "", false},
    {"area_m2", "Area", "Areal", "m2", false},
    {"central_estimate", "Central estimate", "Sentralt anslag", "", false},
    {"class", "Class", "Klasse", "", false},
    {"code", "Code", "Kode", "", false},
    {"code_version", "Code version", "Kodeversjon", "", false},
    {"compactness", "Compactness", "Kompakthet", "", false},
    {"coverage", "Share of weights with data", "Andel av vektene med data", "share", false},
    {"criterion", "Criterion", "Kriterium", "", false},
    {"detail", "Detail", "Detalj", "", false},
    {"developable_m2", "Developable area", "Byggbart areal", "m2", false},
    {"distance_m", "Distance", "Avstand", "m", false},
    {"employees", "Employees", "Ansatte", "jobs", false},
    {"employees_registered", "Employees registered", "Ansatte registrert", "", false},
    {"employees_state", "What is known of employees", "Hva som er kjent om ansatte", "", false},
    {"existing_bra_m2", "Existing floor area (BRA)", "Eksisterende bruksareal (BRA)", "m2", false},
    {"fact", "Fact", "Fakta", "", false},
    {"feature", "Feature", "Objekt", "", false},
    {"flag", "Flag", "Merknad", "", false},
    {"id", "Id", "Id", "", false},
    {"inscribed_m", "Largest inscribed diameter", "Største innskrevne diameter", "m", false},
    {"jobs_central", "Jobs, central estimate", "Arbeidsplasser, sentralt anslag", "jobs", false},
    {"jobs_high", "Jobs, high", "Arbeidsplasser, høyt anslag", "jobs", false},
    {"jobs_low", "Jobs, low", "Arbeidsplasser, lavt anslag", "jobs", false},
    {"key", "Key", "Nøkkel", "", false},
    {"kind", "Kind", "Type", "", false},
    {"layer", "Layer", "Lag", "", false},
    {"legal_form", "Legal form", "Organisasjonsform", "", false},
    {"letter", "Letter", "Bokstav", "", false},
    {"level", "Vertical level", "Vertikalnivå", "", false},
    {"limit_value", "Limit", "Grense", "", false},
    {"measured", "Measured", "Målt", "", false},
    {"mode", "Mode", "Transportmiddel", "", false},
    {"municipality", "Municipality", "Kommune", "", false},
    {"n", "Number", "Antall", "", false},
    {"n_parts", "Parts", "Deler", "", false},
    {"name", "Name", "Navn", "", false},
    {"number", "Number", "Nummer", "", false},
    {"owner", "Owner", "Eier", "", true},
    {"parcel", "Parcel", "Teig", "", false},
    {"perimeter_m", "Perimeter", "Omkrets", "m", false},
    {"place", "Place", "Plass", "", false},
    {"placed", "How it was placed", "Hvordan stedfestet", "", false},
    {"plan_id", "Plan id", "Plan-ID", "", false},
    {"plan_name", "Plan", "Plan", "", false},
    {"population", "Residents", "Innbyggere", "persons", false},
    {"postcode", "Postcode", "Postnummer", "", false},
    {"profile", "Profile", "Profil", "", false},
    {"profiles", "Profiles", "Profiler", "", false},
    {"property", "Property", "Eiendom", "", false},
    {"proprietor_name", "Proprietor's name", "Innehavers navn", "", true},
    {"purchase", "Purchase candidate", "Kjøpskandidat", "", true},
    {"purchase_candidate", "Purchase candidate", "Kjøpskandidat", "", true},
    {"rank", "Rank", "Plassering", "", false},
    {"readiness", "Readiness", "Modenhet", "", false},
    {"reason", "Reason", "Årsak", "", false},
    {"score", "Score", "Poengsum", "points", false},
    {"section", "Section", "Avsnitt", "", false},
    {"share", "Share", "Andel", "share", false},
    {"site_fid", "Site (row)", "Tomt (rad)", "", false},
    {"site_id", "Site", "Tomt", "", false},
    {"sole_proprietor", "Sole proprietor", "Enkeltpersonforetak", "", false},
    {"source", "Source", "Kilde", "", false},
    {"status", "Plan status", "Planstatus", "", false},
    {"strategy", "Strategy", "Arealstrategi", "", false},
    {"street", "Street", "Gate", "", false},
    {"unit", "Unit", "Enhet", "", false},
    {"use", "Land use", "Arealformål", "", false},
    {"use_title", "Land use, in words", "Arealformål, i ord", "", false},
    {"value", "Value", "Verdi", "", false},
    {"weight", "Weight", "Vekt", "", false},
    {"why", "Why", "Hvorfor", "", false},
};

static int by_name(const void *name, const void *field)
{
    return strcmp(name, ((const struct tomt_field *)field)->name);
}

const struct tomt_field *tomt_field_find(const char *name)
{
    return bsearch(name, fields, sizeof fields / sizeof *fields, sizeof *fields, by_name);
}

const struct tomt_field *tomt_fields(size_t *n)
{
    *n = sizeof fields / sizeof *fields;
    return fields;
}
