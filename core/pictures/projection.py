"""From degrees to the page: the Equal Earth projection.

Equal areas, because a map of people at risk must not shrink the tropics. The map is centred on
11 degrees east, so that it is cut in the Bering Strait and not through anybody's country.
Source: Savric, Patterson and Jenny, "The Equal Earth map projection", IJGIS 33 (2019).
"""

from math import asin, cos, radians, sin, sqrt

CENTRE = 11.0
SEAM_WEST = CENTRE - 180
SEAM_EAST = CENTRE + 180

WIDTH = 2000
NORTH = 83.7
SOUTH = -56.5

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF = sqrt(3) / 2


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Project a point on the unit sphere; degrees in, east and north out."""
    theta = asin(HALF * sin(radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    east = (
        radians(longitude - CENTRE)
        * cos(theta)
        / (HALF * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    )
    return east, theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


SCALE = WIDTH / (2 * equal_earth(SEAM_EAST, 0)[0])
TOP = equal_earth(0, NORTH)[1] * SCALE
HEIGHT = round(TOP - equal_earth(0, SOUTH)[1] * SCALE)


def place(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a point lies on the drawing, in its units, from the top left corner.

    A longitude is first brought within half a turn of the centre of the map.
    """
    longitude = (longitude - SEAM_WEST) % 360 + SEAM_WEST
    return on_page(longitude, latitude)


def on_page(longitude: float, latitude: float) -> tuple[float, float]:
    """Like `place`, for a longitude that already lies on the map, the eastern seam included."""
    east, north = equal_earth(longitude, latitude)
    return WIDTH / 2 + east * SCALE, TOP - north * SCALE
