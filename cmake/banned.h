/* Included before every file of ours: calls that have no length, or that change the locale under everybody, do not compile. */
#ifndef TOMT_BANNED_H
#define TOMT_BANNED_H
#include <locale.h>
#include <stdio.h>
#include <string.h>
#pragma GCC poison strcpy strcat sprintf vsprintf gets setlocale
#endif
