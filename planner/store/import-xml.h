/*
 * import-xml: event.xml as the tree that event.json would be.
 *
 * Stands on libxml2 and json-glib.  No network, no DOCTYPE and thus no
 * entities of the file's own.
 */
#pragma once

#include <json-glib/json-glib.h>

/* TEXT of LENGTH bytes.  The caller owns the node.  NULL sets ERROR, without
 * the file's name. */
JsonNode *event_xml_parse(const char *text, gsize length, GError **error);
