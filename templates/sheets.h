/*
 * sheets: filled XHTML laid out by Pango as tagged PDF (PDF/UA-1).
 *
 * One document, many sheets; each filled XHTML is one sheet that starts on
 * a new page.  What is said beside its words (page numbers, what links do)
 * is in its own language (<html lang="en">), and its part of the structure
 * says which.  Same input, same bytes.
 */
#pragma once

#include <libxml/tree.h>

#include "templates/cards.h"
#include "templates/fill.h"
#include "templates/pictures.h"

typedef struct Sheets Sheets;

/* Sees every sheet as it is laid out, before it is drawn. */
typedef struct SheetsInspector {
    void (*pages)(const Paper *paper, const Pages *pages, gpointer data);
    /* A card in a cell of WIDTH by HEIGHT points, before it is scaled. */
    void (*card)(const Box *root, double width, double height, gpointer data);
    gpointer data;
} SheetsInspector;

typedef struct SheetsInfo {
    const char *title;    /* shown title and dc:title */
    const char *language; /* "sv-SE"; of a sheet that says none, too */
    const char *author;
    gint64 made_utc;    /* CreationDate: from the data, not the clock */
    SheetsPicture find; /* the pictures of <img>; NULL: only qr: ones */
    gpointer data;      /* of find; must outlive the document */
    guint32 accent;     /* 0xRRGGBB, of lines and bars; 0: #00609c */
    gboolean even;   /* a blank back where a sheet ends on a front (duplex) */
    gboolean halves; /* A5, two to an A4 that is cut in two */
    const CardSet *cards; /* the sheets are cards, several to a page; or NULL */
    const SheetsInspector *inspector; /* NULL: nobody; outlives the document */
} SheetsInfo;

/* Starts a document; INFO is copied.  NULL sets ERROR (no usable font). */
Sheets *sheets_new(const SheetsInfo *info, GError **error);
void sheets_free(Sheets *sheets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheets, sheets_free)

/* Lays DOCUMENT (borrowed) out as the next sheet.  FALSE sets ERROR and
 * leaves the document as it was. */
gboolean sheets_add(Sheets *sheets, xmlDoc *document, GError **error);

/* What had to be done to the words of the sheets so far: an array of Note,
 * in their order; borrowed. */
const GPtrArray *sheets_notes(const Sheets *sheets);

/* Pages so far. */
int sheets_page_count(const Sheets *sheets);

/* The texts so far with characters that no font on the machine has, as
 * "Lo 𗀀 (U+17000)"; char *, the caller owns the array.  It is empty when all
 * can be set. */
GPtrArray *sheets_missing(const Sheets *sheets);

/* The finished PDF.  NULL sets ERROR, TEMPLATE_ERROR_GLYPH when
 * sheets_missing is not empty: what cannot be set comes to no paper. */
GBytes *sheets_finish(Sheets *sheets, GError **error);
