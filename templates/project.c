#include "templates/project.h"

#include <math.h>

static const double RADIUS_M = 6371008.8; /* mean, IUGG */
static const double DEGREE = G_PI / 180;

Projection
project_about(LinePoint least, LinePoint most)
{
    return (Projection){ .longitude = (least.x + most.x) / 2,
                         .latitude = (least.y + most.y) / 2 };
}

LinePoint
project_to_plane(const Projection *projection, LinePoint degrees)
{
    double east = (degrees.x - projection->longitude) * DEGREE;
    double north = degrees.y * DEGREE;
    double side = cos(north) * sin(east);
    /* A quarter of the globe away it has no end. */
    side = CLAMP(side, -0.999, 0.999);
    return (LinePoint){ RADIUS_M * atanh(side),
                        RADIUS_M * (atan2(tan(north), cos(east)) -
                                    projection->latitude * DEGREE) };
}

LinePoint
project_to_globe(const Projection *projection, LinePoint metres)
{
    double x = metres.x / RADIUS_M;
    double y = metres.y / RADIUS_M + projection->latitude * DEGREE;
    return (LinePoint){ projection->longitude + atan2(sinh(x), cos(y)) / DEGREE,
                        asin(sin(y) / cosh(x)) / DEGREE };
}
