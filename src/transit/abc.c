/* transit/abc.c: the ABC of locations from a transit class and the drive to the nearest motorway
 * junction. */
#include "transit/level.h"

struct tomt_abc_settings tomt_abc_defaults(void)
{
    return (struct tomt_abc_settings){
        .a_class = 2, .b_class = 4, .b_drive_min = 10, .c_drive_min = 5};
}

char tomt_abc(unsigned transit_class, double drive_min, const struct tomt_abc_settings *settings)
{
    if (transit_class && transit_class <= settings->a_class)
        return 'A';
    if (transit_class && transit_class <= settings->b_class && drive_min <= settings->b_drive_min)
        return 'B';
    return drive_min <= settings->c_drive_min ? 'C' : 0;
}
