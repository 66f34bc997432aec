/* base/power_lanes.h: tomt_power in a vector; a kernel's header includes it once for each target of the compiler. Takes N(word), TARGET,
 * INLINE, REALS and WHOLES (vectors of as many double and int64_t), N(look_up)(table, index, out): the low 4 bits of each index choose from
 * 16 numbers, and N(at_least)(least, numbers): the larger of the two, in place. Forgets none of them. */

/* Squared distances become decays, in place. `is_wide`: some may be farther than TOMT_POWER_NARROW times 0.1 km. */
TARGET INLINE void N(power)(const struct tomt_power *power, bool is_wide, REALS *distance2)
{
    N(at_least)(power->least2, distance2);
    WHOLES bits = (WHOLES)*distance2, slice = bits >> 48, octave = bits >> 52;
    REALS per_middle, out, scale;
    N(look_up)(power->per_middle, &slice, &per_middle);
    N(look_up)(power->slice, &slice, &out);
    if (is_wide) {
        WHOLES is_odd = -((octave >> 4) & 1);
        REALS even, odd;
        N(look_up)(power->octave, &octave, &even);
        N(look_up)(power->octave + 16, &octave, &odd);
        scale = (REALS)(((WHOLES)odd & is_odd) | ((WHOLES)even & ~is_odd));
    } else {
        N(look_up)(power->near_octave, &octave, &scale);
    }
    REALS m = (REALS)((bits & 0xfffffffffffffll) | 0x3ff0000000000000ll);
    const double *q = power->term;
    REALS t = m * per_middle - 1.0, t2 = t * t, t4 = t2 * t2;
    REALS low = (q[0] + t * q[1]) + t2 * (q[2] + t * q[3]);
    REALS high = (q[4] + t * q[5]) + t2 * (q[6] + t * q[7]);
    *distance2 = (out * scale) * (low + t4 * (high + t4 * q[8]));
}
