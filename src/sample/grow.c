#include "sample/city.h"

#include <string.h>

bool tomt_city_room(struct tomt_city *city, void *item, size_t *capacity, size_t n, size_t size,
                    struct tomt_error *err)
{
    if (n < *capacity)
        return true;
    size_t wanted = *capacity ? *capacity * 2 : 64;
    while (wanted <= n)
        wanted *= 2;
    void *old;
    memcpy(&old, item, sizeof old);
    void *list = tomt_arena_block(city->arena, old, wanted * size, err);
    if (!list)
        return false;
    memcpy(item, &list, sizeof list);
    *capacity = wanted;
    return true;
}
