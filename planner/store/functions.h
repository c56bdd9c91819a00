/*
 * functions: what SQL lacks and our statements use.
 *
 *   COLLATE swedish            the order of å ä ö, on any machine
 *   fold_name(text)            a key by which spellings of a name match
 *   sha256(text)               hexadecimal
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

gboolean functions_register(sqlite3 *db, GError **error);
