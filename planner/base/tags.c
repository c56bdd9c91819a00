#include "planner/base/tags.h"

/* XML 1.0, 2.5-2.7 and 3.1.  A comment hides quotes and a quoted value hides
 * ">", so each must be told apart. */
enum {
    IN_TEXT,
    AFTER_OPEN, /* "<" */
    AFTER_MARK, /* "<!" */
    AFTER_DASH, /* "<!-" */
    IN_TAG,     /* also a declaration */
    IN_SINGLE,  /* a value in single quotes */
    IN_DOUBLE,
    IN_COMMENT,
    IN_CDATA,
    IN_INSTRUCTION,
};

/* Moves on when CLOSE, up to its last character seen just before, is whole
 * with C. */
static void
look_for_end(Tags *tags, char c, const char *close, guint length)
{
    if (tags->matched == length - 1 && c == close[length - 1])
        tags->state = IN_TEXT;
    else if (tags->matched == length - 1 && c == close[0])
        return; /* "--->" and "]]]>" end too */
    else if (c == close[tags->matched])
        tags->matched++;
    else
        tags->matched = c == close[0] ? 1 : 0;
}

static void
open_tag(Tags *tags, char c)
{
    tags->attributes = 0;
    tags->matched = 0;
    tags->state = c == '!'   ? AFTER_MARK
                  : c == '?' ? IN_INSTRUCTION
                  : c == '>' ? IN_TEXT
                             : IN_TAG;
}

static void
within_tag(Tags *tags, char c)
{
    if (c == '=')
        tags->attributes++;
    else if (c == '>')
        tags->state = IN_TEXT;
    else if (c == '\'')
        tags->state = IN_SINGLE;
    else if (c == '"')
        tags->state = IN_DOUBLE;
}

static void
step(Tags *tags, char c)
{
    switch (tags->state) {
    case IN_TEXT: tags->state = c == '<' ? AFTER_OPEN : IN_TEXT; break;
    case AFTER_OPEN: open_tag(tags, c); break;
    case AFTER_MARK:
        tags->state = c == '-' ? AFTER_DASH : c == '[' ? IN_CDATA : IN_TAG;
        break;
    case AFTER_DASH: tags->state = c == '-' ? IN_COMMENT : IN_TAG; break;
    case IN_TAG: within_tag(tags, c); break;
    case IN_SINGLE: tags->state = c == '\'' ? IN_TAG : IN_SINGLE; break;
    case IN_DOUBLE: tags->state = c == '"' ? IN_TAG : IN_DOUBLE; break;
    case IN_COMMENT: look_for_end(tags, c, "-->", 3); break;
    case IN_CDATA: look_for_end(tags, c, "]]>", 3); break;
    default: look_for_end(tags, c, "?>", 2); break;
    }
}

gboolean
tags_watch(Tags *tags, const char *text, gsize size)
{
    for (gsize i = 0; i < size; i++) {
        step(tags, text[i]);
        if (tags->attributes > TAGS_ATTRIBUTES_MAX)
            return FALSE;
    }
    return TRUE;
}
