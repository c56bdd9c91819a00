/* svg-trace: path data and points into a drawing's segments (svg-path.h). */
#include <math.h>
#include <string.h>

#include "templates/svg-path.h"

/* ---- segments ----------------------------------------------------------- */

static gboolean
add_verb(Tracer *tracer, char verb)
{
    GString *verbs = tracer->drawing->verbs;
    if (verbs->len >= PICTURE_SEGMENTS_MAX)
        tracer->full = TRUE;
    else
        g_string_append_c(verbs, verb);
    return !tracer->full;
}

double
svg_reach(double value)
{
    const double reach = PICTURE_UNITS * 1000;
    return isfinite(value) ? CLAMP(value, -reach, reach) : 0;
}

static void
add_point(Tracer *tracer, double x, double y)
{
    const Matrix *m = &tracer->matrix;
    float point[] = { (float)svg_reach(m->a * x + m->c * y + m->e),
                      (float)svg_reach(m->b * x + m->d * y + m->f) };
    g_array_append_vals(tracer->drawing->numbers, point, 2);
    tracer->x = x;
    tracer->y = y;
}

void
tracer_move(Tracer *tracer, double x, double y)
{
    if (add_verb(tracer, 'M'))
        add_point(tracer, x, y);
}

void
tracer_line(Tracer *tracer, double x, double y)
{
    if (add_verb(tracer, 'L'))
        add_point(tracer, x, y);
}

void
tracer_curve(Tracer *tracer, const double points[6])
{
    if (!add_verb(tracer, 'C'))
        return;
    for (int i = 0; i < 6; i += 2)
        add_point(tracer, points[i], points[i + 1]);
}

void
tracer_close(Tracer *tracer)
{
    add_verb(tracer, 'Z');
}

/* ---- arcs --------------------------------------------------------------- */

/* An ellipse: its middle, its radii and how it is turned. */
typedef struct Ellipse {
    double cx, cy, rx, ry, cos, sin;
} Ellipse;

static void
on_ellipse(const Ellipse *e, double x, double y, double *out)
{
    out[0] = e->cx + e->cos * e->rx * x - e->sin * e->ry * y;
    out[1] = e->cy + e->sin * e->rx * x + e->cos * e->ry * y;
}

/* From angle START over SWEEP, at most a quarter for each curve: its control
 * points lie 4/3 tan(sweep / 4) along the tangents. */
static void
trace_ellipse(Tracer *tracer, const Ellipse *e, double start, double sweep)
{
    int count = (int)ceil(fabs(sweep) / (G_PI / 2) - 1e-6);
    double step = sweep / MAX(count, 1), k = 4.0 / 3 * tan(step / 4);

    for (int i = 0; i < count; i++) {
        double from = start + i * step, to = from + step;
        double points[6];
        on_ellipse(e, cos(from) - k * sin(from), sin(from) + k * cos(from),
                   points);
        on_ellipse(e, cos(to) + k * sin(to), sin(to) - k * cos(to), points + 2);
        on_ellipse(e, cos(to), sin(to), points + 4);
        tracer_curve(tracer, points);
    }
}

/* SVG 1.1, F.6.5 and F.6.6: from end points to a middle and angles. */
void
tracer_arc(Tracer *tracer, double rx, double ry, double degrees, gboolean large,
           gboolean sweep, double x, double y)
{
    Ellipse e = { 0,
                  0,
                  fabs(rx),
                  fabs(ry),
                  cos(degrees * G_PI / 180),
                  sin(degrees * G_PI / 180) };
    double hx = (tracer->x - x) / 2, hy = (tracer->y - y) / 2;
    double px = e.cos * hx + e.sin * hy, py = e.cos * hy - e.sin * hx;
    double excess = 0, root = 0, cx = 0, cy = 0, start = 0, turn = 0;

    if (e.rx < 1e-9 || e.ry < 1e-9 || (hx == 0 && hy == 0)) {
        tracer_line(tracer, x, y);
        return;
    }
    excess = px * px / (e.rx * e.rx) + py * py / (e.ry * e.ry);
    if (excess > 1) {
        e.rx *= sqrt(excess);
        e.ry *= sqrt(excess);
    } else {
        root = sqrt(MAX(0, 1 / excess - 1)) * (large == sweep ? -1 : 1);
    }
    cx = root * e.rx * py / e.ry;
    cy = -root * e.ry * px / e.rx;
    e.cx = e.cos * cx - e.sin * cy + (tracer->x + x) / 2;
    e.cy = e.sin * cx + e.cos * cy + (tracer->y + y) / 2;
    start = atan2((py - cy) / e.ry, (px - cx) / e.rx);
    turn = atan2((-py - cy) / e.ry, (-px - cx) / e.rx) - start;
    if (sweep && turn < 0)
        turn += 2 * G_PI;
    else if (!sweep && turn > 0)
        turn -= 2 * G_PI;
    trace_ellipse(tracer, &e, start, turn);
    tracer->x = x;
    tracer->y = y;
}

/* ---- path data ---------------------------------------------------------- */

typedef struct Route {
    Tracer *tracer;
    double start_x, start_y; /* where Z leads */
    double pull_x, pull_y;   /* the last control point, for S and T */
    char last;               /* the last command, in capitals */
} Route;

/* How many numbers a command takes; -1: there is no such command. */
static int
number_count(char command)
{
    switch (g_ascii_toupper(command)) {
    case 'M':
    case 'L':
    case 'T': return 2;
    case 'H':
    case 'V': return 1;
    case 'C': return 6;
    case 'S':
    case 'Q': return 4;
    case 'A': return 7;
    case 'Z': return 0;
    default: return -1;
    }
}

/* The flags of an arc may stand without anything between them: "a1 1 0 00". */
static gboolean
read_flag(const char **at, double *value)
{
    const char *p = *at + strspn(*at, " \t\r\n");

    if (*p != '0' && *p != '1')
        return FALSE;
    *value = *p++ - '0';
    p += strspn(p, " \t\r\n");
    *at = *p == ',' ? p + 1 : p;
    return TRUE;
}

static gboolean
read_numbers(const char **at, char command, double *v, int count)
{
    for (int i = 0; i < count; i++) {
        gboolean flag = g_ascii_toupper(command) == 'A' && (i == 3 || i == 4);
        if (flag ? !read_flag(at, &v[i]) : !svg_number(at, &v[i]))
            return FALSE;
    }
    return TRUE;
}

/* Makes the numbers of a relative command absolute. */
static void
make_absolute(const Tracer *tracer, char command, double *v, int count)
{
    if (!g_ascii_islower(command))
        return;
    if (command == 'h') {
        v[0] += tracer->x;
    } else if (command == 'v') {
        v[0] += tracer->y;
    } else {
        for (int i = command == 'a' ? 5 : 0; i + 1 < count; i += 2) {
            v[i] += tracer->x;
            v[i + 1] += tracer->y;
        }
    }
}

/* Q as a cubic curve: its control points two thirds on the way to PULL. */
static void
quadratic(Route *route, double px, double py, double x, double y)
{
    const Tracer *tracer = route->tracer;
    double points[] = { tracer->x + (px - tracer->x) * 2 / 3,
                        tracer->y + (py - tracer->y) * 2 / 3,
                        x + (px - x) * 2 / 3,
                        y + (py - y) * 2 / 3,
                        x,
                        y };
    tracer_curve(route->tracer, points);
    route->pull_x = px;
    route->pull_y = py;
}

static void
cubic(Route *route, double px, double py, const double *v)
{
    double points[] = { px, py, v[0], v[1], v[2], v[3] };
    tracer_curve(route->tracer, points);
    route->pull_x = v[0];
    route->pull_y = v[1];
}

/* The last control point mirrored in the pen, if the last command is among
 * COMMANDS; else the pen. */
static void
mirror(const Route *route, const char *commands, double *x, double *y)
{
    const Tracer *tracer = route->tracer;
    gboolean smooth = route->last && strchr(commands, route->last) != NULL;
    *x = smooth ? 2 * tracer->x - route->pull_x : tracer->x;
    *y = smooth ? 2 * tracer->y - route->pull_y : tracer->y;
}

/* After Z the pen stands at the start, and a new part begins there. */
static void
resume(const Route *route)
{
    if (route->last == 'Z')
        tracer_move(route->tracer, route->start_x, route->start_y);
}

static void
follow(Route *route, char command, const double *v)
{
    Tracer *tracer = route->tracer;
    double x = 0, y = 0;

    if (command != 'M' && command != 'Z')
        resume(route);
    switch (command) {
    case 'M':
        tracer_move(tracer, v[0], v[1]);
        route->start_x = v[0];
        route->start_y = v[1];
        break;
    case 'L': tracer_line(tracer, v[0], v[1]); break;
    case 'H': tracer_line(tracer, v[0], tracer->y); break;
    case 'V': tracer_line(tracer, tracer->x, v[0]); break;
    case 'C': cubic(route, v[0], v[1], v + 2); break;
    case 'S':
        mirror(route, "CS", &x, &y);
        cubic(route, x, y, v);
        break;
    case 'Q': quadratic(route, v[0], v[1], v[2], v[3]); break;
    case 'T':
        mirror(route, "QT", &x, &y);
        quadratic(route, x, y, v[0], v[1]);
        break;
    case 'A':
        tracer_arc(tracer, v[0], v[1], v[2], v[3] != 0, v[4] != 0, v[5], v[6]);
        break;
    default:
        if (route->last != 'Z')
            tracer_close(tracer);
        tracer->x = route->start_x;
        tracer->y = route->start_y;
        break;
    }
    route->last = command;
}

gboolean
svg_path(Tracer *tracer, const char *text)
{
    Route route = { .tracer = tracer };
    const char *at = text + strspn(text, " \t\r\n");
    char command = '\0';

    tracer->x = tracer->y = 0;
    while (*at != '\0' && !tracer->full) {
        double v[7] = { 0 };
        int count = 0;
        if (g_ascii_isalpha(*at))
            command = *at++;
        else if (route.last == 'M') /* more points after M are lines */
            command = command == 'm' ? 'l' : 'L';
        else if (route.last == '\0' || route.last == 'Z')
            return FALSE;
        count = number_count(command);
        if (count < 0 ||
            (route.last == '\0' && command != 'M' && command != 'm') ||
            !read_numbers(&at, command, v, count))
            return FALSE;
        make_absolute(tracer, command, v, count);
        follow(&route, g_ascii_toupper(command), v);
        at += strspn(at, " \t\r\n");
    }
    return TRUE;
}

gboolean
svg_points(Tracer *tracer, const char *text, gboolean close)
{
    const char *at = text + strspn(text, " \t\r\n");
    gboolean first = TRUE;

    while (*at != '\0' && !tracer->full) {
        double x = 0, y = 0;
        if (!svg_number(&at, &x) || !svg_number(&at, &y))
            return FALSE;
        if (first)
            tracer_move(tracer, x, y);
        else
            tracer_line(tracer, x, y);
        first = FALSE;
    }
    if (close && !first)
        tracer_close(tracer);
    return TRUE;
}
