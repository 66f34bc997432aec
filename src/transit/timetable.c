#include "transit/timetable.h"

const char *const tomt_mode_name[TOMT_N_MODES] = {
    [TOMT_RAIL] = "rail", [TOMT_TRAM] = "tram", [TOMT_BUS] = "bus", [TOMT_FERRY] = "ferry"};
