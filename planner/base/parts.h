/*
 * parts: the XML parts of an office package (a zip file), bounded.
 *
 * Stands on libzip and libxml2's SAX2.  Unpacks nothing to disk, reads only
 * parts that are asked for by name, refuses DOCTYPE (and with it every
 * entity of the file's own), encryption and more bytes than the limits say.
 * Error texts are without the file's name.
 */
#pragma once

#include <glib.h>

#include "planner/base/cells.h"

enum { PARTS_FREE_BYTES_MAX = 16 << 20 }; /* as dense as they like */

typedef struct Parts Parts;

/* Opens the zip file that DATA (SIZE bytes, borrowed) is. */
Parts *parts_open(const char *data, gsize size, const CellsLimits *limits,
                  GError **error);
void parts_close(Parts *parts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Parts, parts_close)

gboolean parts_has(Parts *parts, const char *name);

typedef struct PartAttrs PartAttrs;
typedef struct PartReader PartReader;

/* What a reader of one part is: two calls and what they share.  NAME is
 * without namespace prefix.  While COLLECT is set, characters gather in
 * TEXT, which the reader empties itself; once it holds more than TEXT_MAX
 * bytes, nothing more is added. */
struct PartReader {
    void (*start)(PartReader *reader, const char *name, const PartAttrs *attrs);
    void (*end)(PartReader *reader, const char *name);
    void *user;
    GString *text; /* owned by parts_read while it runs */
    gsize text_max;
    gboolean collect;
    GError *error; /* set by part_fail, handed on by parts_read */
};

/* Reads part NAME through READER.  FALSE sets ERROR. */
gboolean parts_read(Parts *parts, const char *name, PartReader *reader,
                    GError **error);

/* Ends the reading with a message; the first one counts.  START and END are
 * not called again. */
void part_fail(PartReader *reader, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Copies attribute NAME (without prefix); FALSE when there is none or it
 * does not fit. */
gboolean part_attr(const PartAttrs *attrs, const char *name, char *out,
                   gsize size);
/* The caller owns the copy; NULL when there is none. */
char *part_attr_dup(const PartAttrs *attrs, const char *name);
