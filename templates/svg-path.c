#include "templates/svg-path.h"

#include <math.h>
#include <string.h>

/* What no drawing needs: nothing overflows on the way to the page. */
static const double NUMBER_LIMIT = 1e7;

Matrix
matrix_within(const Matrix *outer, const Matrix *inner)
{
    return (Matrix){
        .a = outer->a * inner->a + outer->c * inner->b,
        .b = outer->b * inner->a + outer->d * inner->b,
        .c = outer->a * inner->c + outer->c * inner->d,
        .d = outer->b * inner->c + outer->d * inner->d,
        .e = outer->a * inner->e + outer->c * inner->f + outer->e,
        .f = outer->b * inner->e + outer->d * inner->f + outer->f,
    };
}

gboolean
matrix_scale(const Matrix *matrix, double *scale)
{
    double first = hypot(matrix->a, matrix->b);
    double second = hypot(matrix->c, matrix->d);
    double angle = matrix->a * matrix->c + matrix->b * matrix->d;
    double slack = 0.01 * first * second;

    *scale = sqrt(first * second);
    return fabs(first - second) <= 0.01 * MAX(first, second) &&
           fabs(angle) <= slack;
}

/* ---- numbers ------------------------------------------------------------ */

static const char *
past_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* How many bytes at TEXT are a number as SVG writes it: no "inf", no hex. */
static gsize
number_length(const char *text)
{
    static const char digits[] = "0123456789";
    const char *at = text + (*text == '+' || *text == '-');
    gsize whole = strspn(at, digits), part = 0, power = 0;
    const char *e = NULL;

    at += whole;
    if (*at == '.') {
        part = strspn(at + 1, digits);
        at += whole + part > 0 ? part + 1 : 0;
    }
    if (whole + part == 0)
        return 0;
    if (*at == 'e' || *at == 'E') {
        e = at + 1 + (at[1] == '+' || at[1] == '-');
        power = strspn(e, digits);
        at = power > 0 ? e + power : at;
    }
    return (gsize)(at - text);
}

gboolean
svg_number(const char **at, double *value)
{
    const char *start = past_blanks(*at);
    gsize length = number_length(start);
    char copy[64];

    if (length == 0 || length >= sizeof copy)
        return FALSE;
    memcpy(copy, start, length);
    copy[length] = '\0';
    *value = g_ascii_strtod(copy, NULL);
    start = past_blanks(start + length);
    *at = *start == ',' ? past_blanks(start + 1) : start;
    return isfinite(*value) && fabs(*value) <= NUMBER_LIMIT;
}

gboolean
svg_length(const char *text, double *value)
{
    static const struct {
        const char *unit;
        double pixels;
    } units[] = {
        { "", 1 },    { "px", 1 },           { "pt", 96.0 / 72 },
        { "pc", 16 }, { "mm", 96.0 / 25.4 }, { "cm", 96.0 / 2.54 },
        { "in", 96 },
    };
    g_autofree char *unit = NULL;

    if (!svg_number(&text, value))
        return FALSE;
    unit = g_strchomp(g_strdup(text));
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
        if (g_ascii_strcasecmp(unit, units[i].unit) == 0) {
            *value *= units[i].pixels;
            return TRUE;
        }
    return FALSE;
}

/* ---- colours ------------------------------------------------------------ */

/* HTML's sixteen, and what drawings of maps ask for. */
static const struct {
    const char *name;
    guint32 color;
} COLORS[] = {
    { "black", 0x000000 },        { "white", 0xffffff },
    { "gray", 0x808080 },         { "grey", 0x808080 },
    { "silver", 0xc0c0c0 },       { "red", 0xff0000 },
    { "maroon", 0x800000 },       { "yellow", 0xffff00 },
    { "olive", 0x808000 },        { "lime", 0x00ff00 },
    { "green", 0x008000 },        { "aqua", 0x00ffff },
    { "cyan", 0x00ffff },         { "teal", 0x008080 },
    { "blue", 0x0000ff },         { "navy", 0x000080 },
    { "fuchsia", 0xff00ff },      { "magenta", 0xff00ff },
    { "purple", 0x800080 },       { "orange", 0xffa500 },
    { "pink", 0xffc0cb },         { "brown", 0xa52a2a },
    { "lightgray", 0xd3d3d3 },    { "lightgrey", 0xd3d3d3 },
    { "darkgray", 0xa9a9a9 },     { "darkgrey", 0xa9a9a9 },
    { "currentcolor", 0x000000 },
};

static gboolean
read_hex(const char *digits, guint32 *color)
{
    gsize length = strlen(digits);
    guint32 value = 0;

    if (length != 3 && length != 6)
        return FALSE;
    for (gsize i = 0; i < length; i++) {
        int digit = g_ascii_xdigit_value(digits[i]);
        if (digit < 0)
            return FALSE;
        value = length == 3 ? value << 8 | (guint32)(digit * 17)
                            : value << 4 | (guint32)digit;
    }
    *color = value;
    return TRUE;
}

static gboolean
read_rgb(const char *at, guint32 *color)
{
    *color = 0;
    for (int i = 0; i < 3; i++) {
        double value = 0;
        if (!svg_number(&at, &value))
            return FALSE;
        if (*at == '%') {
            value = value * 255 / 100;
            at = past_blanks(at + 1);
            at = *at == ',' ? at + 1 : at;
        }
        *color = *color << 8 | (guint32)lround(CLAMP(value, 0, 255));
    }
    return *past_blanks(at) == ')' && *past_blanks(past_blanks(at) + 1) == '\0';
}

gboolean
svg_color(const char *text, guint32 *color, gboolean *is_none)
{
    g_autofree char *word = g_ascii_strdown(text, -1);

    g_strstrip(word);
    *is_none = g_str_equal(word, "none") || g_str_equal(word, "transparent");
    if (*is_none)
        return TRUE;
    if (*word == '#')
        return read_hex(word + 1, color);
    if (g_str_has_prefix(word, "rgb("))
        return read_rgb(word + strlen("rgb("), color);
    for (gsize i = 0; i < G_N_ELEMENTS(COLORS); i++)
        if (g_str_equal(word, COLORS[i].name)) {
            *color = COLORS[i].color;
            return TRUE;
        }
    return FALSE;
}

/* ---- transform ---------------------------------------------------------- */

static Matrix
turned(double degrees, double x, double y)
{
    double c = cos(degrees * G_PI / 180), s = sin(degrees * G_PI / 180);
    return (Matrix){ c, s, -s, c, x - c * x + s * y, y - s * x - c * y };
}

/* NAME with COUNT numbers. */
static gboolean
one_transform(const char *name, const double *v, int count, Matrix *matrix)
{
    if (g_str_equal(name, "matrix") && count == 6)
        *matrix = (Matrix){ v[0], v[1], v[2], v[3], v[4], v[5] };
    else if (g_str_equal(name, "translate") && (count == 1 || count == 2))
        *matrix = (Matrix){ 1, 0, 0, 1, v[0], count == 2 ? v[1] : 0 };
    else if (g_str_equal(name, "scale") && (count == 1 || count == 2))
        *matrix = (Matrix){ v[0], 0, 0, count == 2 ? v[1] : v[0], 0, 0 };
    else if (g_str_equal(name, "rotate") && (count == 1 || count == 3))
        *matrix = turned(v[0], count == 3 ? v[1] : 0, count == 3 ? v[2] : 0);
    else if (g_str_equal(name, "skewX") && count == 1)
        *matrix = (Matrix){ 1, 0, tan(v[0] * G_PI / 180), 1, 0, 0 };
    else if (g_str_equal(name, "skewY") && count == 1)
        *matrix = (Matrix){ 1, tan(v[0] * G_PI / 180), 0, 1, 0, 0 };
    else
        return FALSE;
    return TRUE;
}

static gboolean
is_sane(const Matrix *matrix)
{
    const double all[] = { matrix->a, matrix->b, matrix->c,
                           matrix->d, matrix->e, matrix->f };
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        if (!isfinite(all[i]) || fabs(all[i]) > NUMBER_LIMIT * NUMBER_LIMIT)
            return FALSE;
    return TRUE;
}

gboolean
svg_transform(const char *text, Matrix *matrix)
{
    const char *at = past_blanks(text);

    *matrix = MATRIX_NONE;
    while (*at != '\0') {
        gsize length = strspn(at, "abcdefghijklmnopqrstuvwxyzXY");
        g_autofree char *name = g_strndup(at, length);
        double values[6];
        int count = 0;
        Matrix one = MATRIX_NONE;

        at = past_blanks(at + length);
        if (*at++ != '(')
            return FALSE;
        while (count < 6 && svg_number(&at, &values[count]))
            count++;
        if (*at != ')' || !one_transform(name, values, count, &one))
            return FALSE;
        *matrix = matrix_within(matrix, &one);
        if (!is_sane(matrix))
            return FALSE;
        at = past_blanks(at + 1);
        at = *at == ',' ? past_blanks(at + 1) : at;
    }
    return TRUE;
}
