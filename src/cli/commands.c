/* cli/commands.c: the table of commands, from commands.def. */
#include "cli/cli.h"

#define ROW(name) extern const struct tomt_command tomt_command_##name;
#include "cli/commands.def"
#undef ROW

const struct tomt_command *const tomt_commands[] = {
#define ROW(name) &tomt_command_##name,
#include "cli/commands.def"
#undef ROW
    NULL,
};
