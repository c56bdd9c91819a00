#include "intake-fields.h"

#include <string.h>

typedef enum {
    FIELD_NUMBER, /* gint64 */
    FIELD_WORD,   /* an enum, bits or a truth */
    FIELD_TEXT,   /* char * */
    FIELD_TEXTS,  /* GPtrArray of char * */
    FIELD_LIST,   /* GPtrArray of SHAPE */
} FieldKind;

typedef struct Shape Shape;

typedef struct Field {
    FieldKind kind;
    guint word_limit; /* a word is below it */
    gsize offset;
    const Shape *shape; /* of a list */
} Field;

struct Shape {
    gsize size;
    const Field *fields;
    guint count;
};

#define ANSWER(kind, member)                          \
    {                                                 \
        kind, 0, offsetof(IntakeAnswer, member), NULL \
    }
#define BOUNCE(member)                                      \
    {                                                       \
        FIELD_TEXT, 0, offsetof(IntakeBounce, member), NULL \
    }
#define INTAKE(kind, member)                    \
    {                                           \
        kind, 0, offsetof(Intake, member), NULL \
    }
#define WORD(member, limit)                               \
    {                                                     \
        FIELD_WORD, limit, offsetof(Intake, member), NULL \
    }
#define LIST(member, shape)                            \
    {                                                  \
        FIELD_LIST, 0, offsetof(Intake, member), shape \
    }

static const Field ANSWER_FIELDS[] = {
    ANSWER(FIELD_TEXT, uid),
    ANSWER(FIELD_NUMBER, sequence),
    ANSWER(FIELD_NUMBER, dtstamp_utc),
    ANSWER(FIELD_TEXT, attendee),
    ANSWER(FIELD_TEXT, attendee_email),
    ANSWER(FIELD_TEXT, sent_by),
    ANSWER(FIELD_TEXT, organizer),
    ANSWER(FIELD_TEXT, partstat),
    ANSWER(FIELD_TEXT, comment),
    ANSWER(FIELD_TEXT, delegated_to),
    ANSWER(FIELD_TEXT, delegated_from),
    ANSWER(FIELD_TEXT, recurrence_id),
    ANSWER(FIELD_NUMBER, start_utc),
    ANSWER(FIELD_NUMBER, end_utc),
};
static const Shape ANSWER_SHAPE = { sizeof(IntakeAnswer), ANSWER_FIELDS,
                                    G_N_ELEMENTS(ANSWER_FIELDS) };

static const Field BOUNCE_FIELDS[] = {
    BOUNCE(recipient), BOUNCE(original_recipient), BOUNCE(action),
    BOUNCE(status),    BOUNCE(diagnostic),
};
static const Shape BOUNCE_SHAPE = { sizeof(IntakeBounce), BOUNCE_FIELDS,
                                    G_N_ELEMENTS(BOUNCE_FIELDS) };

static const Field INTAKE_FIELDS[] = {
    WORD(kind, INTAKE_BROKEN + 1),    WORD(fault, INTAKE_FAULT_CRASH + 1),
    WORD(doubts, INTAKE_SEALED << 1), WORD(automatic, TRUE + 1),
    INTAKE(FIELD_TEXT, method),       INTAKE(FIELD_TEXT, from),
    INTAKE(FIELD_TEXT, sender),       INTAKE(FIELD_TEXT, return_path),
    INTAKE(FIELD_TEXT, subject),      INTAKE(FIELD_TEXT, message_id),
    INTAKE(FIELD_TEXTS, refers),      INTAKE(FIELD_TEXTS, to),
    INTAKE(FIELD_TEXTS, results),     INTAKE(FIELD_NUMBER, date_utc),
    INTAKE(FIELD_TEXT, text),         LIST(answers, &ANSWER_SHAPE),
    LIST(bounces, &BOUNCE_SHAPE),     INTAKE(FIELD_TEXT, returned_id),
    INTAKE(FIELD_TEXT, envelope_id),
};
static const Shape INTAKE_SHAPE = { sizeof(Intake), INTAKE_FIELDS,
                                    G_N_ELEMENTS(INTAKE_FIELDS) };

#define AT(object, field, type) ((type *)(void *)((object) + (field)->offset))
#define PEEK(object, field, type) \
    (*(type const *)(const void *)((object) + (field)->offset))

/* ---- to free ------------------------------------------------------------ */

static void
shape_free(const Shape *shape, char *object)
{
    if (object == NULL)
        return;
    for (guint i = 0; i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        if (field->kind == FIELD_TEXT)
            g_free(*AT(object, field, char *));
        else if (field->kind >= FIELD_TEXTS)
            g_ptr_array_unref(*AT(object, field, GPtrArray *));
    }
    g_free(object);
}

void
intake_answer_free(IntakeAnswer *answer)
{
    shape_free(&ANSWER_SHAPE, (char *)answer);
}

void
intake_bounce_free(IntakeBounce *bounce)
{
    shape_free(&BOUNCE_SHAPE, (char *)bounce);
}

void
intake_free(Intake *intake)
{
    shape_free(&INTAKE_SHAPE, (char *)intake);
}

IntakeAnswer *
intake_answer_new(void)
{
    IntakeAnswer *answer = g_new0(IntakeAnswer, 1);
    answer->sequence = -1;
    answer->dtstamp_utc = INTAKE_NO_TIME;
    answer->start_utc = INTAKE_NO_TIME;
    answer->end_utc = INTAKE_NO_TIME;
    return answer;
}

IntakeBounce *
intake_bounce_new(void)
{
    return g_new0(IntakeBounce, 1);
}

static void
free_answer(gpointer answer)
{
    intake_answer_free(answer);
}

static void
free_bounce(gpointer bounce)
{
    intake_bounce_free(bounce);
}

Intake *
intake_new(void)
{
    Intake *intake = g_new0(Intake, 1);
    intake->date_utc = INTAKE_NO_TIME;
    intake->refers = g_ptr_array_new_with_free_func(g_free);
    intake->to = g_ptr_array_new_with_free_func(g_free);
    intake->results = g_ptr_array_new_with_free_func(g_free);
    intake->answers = g_ptr_array_new_with_free_func(free_answer);
    intake->bounces = g_ptr_array_new_with_free_func(free_bounce);
    return intake;
}

/* ---- to compare --------------------------------------------------------- */

/* Of a shape without lists. */
static gboolean
shape_equal(const Shape *shape, const char *a, const char *b)
{
    for (guint i = 0; i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        gboolean equal = field->kind == FIELD_NUMBER
                             ? PEEK(a, field, gint64) == PEEK(b, field, gint64)
                             : g_strcmp0(PEEK(a, field, char *),
                                         PEEK(b, field, char *)) == 0;
        if (!equal)
            return FALSE;
    }
    return TRUE;
}

gboolean
intake_answers_equal(const GPtrArray *a, const GPtrArray *b)
{
    gboolean equal = a->len == b->len;
    for (guint i = 0; i < a->len && equal; i++)
        equal = shape_equal(&ANSWER_SHAPE, g_ptr_array_index(a, i),
                            g_ptr_array_index(b, i));
    return equal;
}

/* ---- to write ----------------------------------------------------------- */

static const guint32 NO_TEXT = G_MAXUINT32;

static void
put(GByteArray *out, const void *bytes, gsize size)
{
    g_byte_array_append(out, bytes, (guint)size);
}

static void
put_word(GByteArray *out, guint32 word)
{
    put(out, &word, sizeof word);
}

static void
put_text(GByteArray *out, const char *text)
{
    put_word(out, text == NULL ? NO_TEXT : (guint32)strlen(text));
    if (text != NULL)
        put(out, text, strlen(text));
}

static void shape_write(const Shape *shape, const char *object,
                        GByteArray *out);

static void
put_list(GByteArray *out, const Field *field, const GPtrArray *list)
{
    put_word(out, list->len);
    for (guint i = 0; i < list->len; i++)
        if (field->kind == FIELD_TEXTS)
            put_text(out, g_ptr_array_index(list, i));
        else
            shape_write(field->shape, g_ptr_array_index(list, i), out);
}

static void
shape_write(const Shape *shape, const char *object, GByteArray *out)
{
    for (guint i = 0; i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        switch (field->kind) {
        case FIELD_NUMBER:
            put(out, object + field->offset, sizeof(gint64));
            break;
        case FIELD_WORD: put_word(out, PEEK(object, field, guint32)); break;
        case FIELD_TEXT: put_text(out, PEEK(object, field, char *)); break;
        default: put_list(out, field, PEEK(object, field, GPtrArray *));
        }
    }
}

void
intake_write(const Intake *intake, GByteArray *out)
{
    shape_write(&INTAKE_SHAPE, (const char *)intake, out);
}

/* ---- to read ------------------------------------------------------------ */

static gboolean
get(Slice *rest, void *bytes, gsize size)
{
    if (rest->size < size)
        return FALSE;
    memcpy(bytes, rest->at, size);
    *rest = slice_skip(*rest, size);
    return TRUE;
}

static gboolean
get_text(Slice *rest, char **text)
{
    guint32 size = 0;
    if (!get(rest, &size, sizeof size))
        return FALSE;
    if (size == NO_TEXT)
        return TRUE;
    if (size > rest->size || !g_utf8_validate_len(rest->at, size, NULL))
        return FALSE;
    *text = g_strndup(rest->at, size);
    *rest = slice_skip(*rest, size);
    return TRUE;
}

static gboolean shape_read(const Shape *shape, char *object, Slice *rest);

/* A new element of a list of SHAPE, added to it. */
static char *
add_new(GPtrArray *list, const Shape *shape)
{
    char *object = shape == &ANSWER_SHAPE ? (char *)intake_answer_new()
                                          : (char *)intake_bounce_new();
    g_ptr_array_add(list, object);
    return object;
}

static gboolean
get_list(Slice *rest, const Field *field, GPtrArray *list)
{
    guint32 count = 0;
    gboolean good = get(rest, &count, sizeof count);
    for (guint32 i = 0; i < count && good; i++) {
        if (field->kind == FIELD_LIST) {
            good = shape_read(field->shape, add_new(list, field->shape), rest);
            continue;
        }
        char *text = NULL;
        good = get_text(rest, &text) && text != NULL;
        if (good)
            g_ptr_array_add(list, text);
    }
    return good;
}

static gboolean
get_field(Slice *rest, const Field *field, char *object)
{
    switch (field->kind) {
    case FIELD_NUMBER:
        return get(rest, AT(object, field, gint64), sizeof(gint64));
    case FIELD_WORD:
        return get(rest, AT(object, field, guint32), sizeof(guint32)) &&
               *AT(object, field, guint32) < field->word_limit;
    case FIELD_TEXT: return get_text(rest, AT(object, field, char *));
    default: return get_list(rest, field, *AT(object, field, GPtrArray *));
    }
}

static gboolean
shape_read(const Shape *shape, char *object, Slice *rest)
{
    for (guint i = 0; i < shape->count; i++)
        if (!get_field(rest, &shape->fields[i], object))
            return FALSE;
    return TRUE;
}

Intake *
intake_parse(Slice bytes)
{
    g_autoptr(Intake) intake = intake_new();
    gboolean good =
        shape_read(&INTAKE_SHAPE, (char *)intake, &bytes) && bytes.size == 0;
    return good ? g_steal_pointer(&intake) : NULL;
}
