/* base/problems.c: the list of what is wrong, in the order it was found. */
#include "base/problems.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void tomt_problems_start(struct tomt_problems *problems, struct tomt_arena *arena)
{
    *problems = (struct tomt_problems){.arena = arena};
}

__attribute__((format(printf, 2, 0))) static char *
print(struct tomt_arena *arena, const char *format, va_list arguments, struct tomt_error *err)
{
    char brief[512];
    va_list again;
    va_copy(again, arguments);
    int n = vsnprintf(brief, sizeof brief, format, arguments);
    char *text = NULL;
    if (n < 0)
        tomt_fail(err, TOMT_INTERNAL, "a text could not be formatted");
    else if ((size_t)n < sizeof brief)
        text = tomt_arena_copy(arena, brief, (size_t)n, err);
    else if ((text = tomt_arena_alloc(arena, (size_t)n + 1, err)))
        vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

static bool is_told(const struct tomt_problems *problems, const char *file, int line, int column,
                    const char *text)
{
    for (size_t i = 0; i < problems->n; i++) {
        const struct tomt_problem *item = &problems->item[i];
        bool same_file = item->file && file ? strcmp(item->file, file) == 0 : item->file == file;
        if (item->line == line && item->column == column && same_file &&
            strcmp(item->text, text) == 0)
            return true;
    }
    return false;
}

bool tomt_problem_add(struct tomt_problems *problems, struct tomt_error *err,
                      enum tomt_severity severity, const char *file, int line, int column,
                      const char *format, ...)
{
    if (problems->n == problems->capacity) {
        size_t capacity = problems->capacity ? problems->capacity * 2 : 16;
        struct tomt_problem *item =
            tomt_arena_block(problems->arena, problems->item, capacity * sizeof *item, err);
        if (!item)
            return false;
        problems->item = item;
        problems->capacity = capacity;
    }
    va_list arguments;
    va_start(arguments, format);
    char *text = print(problems->arena, format, arguments, err);
    va_end(arguments);
    if (!text)
        return false;
    if (is_told(problems, file, line, column, text)) /* two looks find the same */
        return true;
    const char *kept = problems->n ? problems->item[problems->n - 1].file : NULL;
    if (!file)
        kept = NULL;
    else if (!kept || strcmp(kept, file) != 0)
        kept = tomt_arena_copy(problems->arena, file, strlen(file), err);
    if (file && !kept)
        return false;
    problems->item[problems->n++] = (struct tomt_problem){severity, kept, line, column, text};
    problems->n_errors += severity == TOMT_ERROR;
    return true;
}
