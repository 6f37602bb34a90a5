"""Draw the world once: Natural Earth shapes to a quiet backdrop and one outline per territory.

    python -m core.pictures.atlas countries-50m.json core/data/territories.csv

reads the file of npm world-atlas 2.0.2 (Natural Earth 4.1, public domain) and writes
static/img/world.svg and core/data/world.json. The web never runs this: the results are committed.

Borders are shared arcs, thinned once, so neighbours still touch after thinning. The two shapes that
Natural Earth keeps apart without an ISO code, Somaliland and Northern Cyprus, are drawn with the
State that the United Nations counts them in; Kosovo has the code XK, as in core.countries.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from .projection import HEIGHT, SEAM_EAST, SEAM_WEST, WIDTH, on_page

Point = tuple[float, float]
Line = list[Point]

CODELESS = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
ANTARCTICA = "010"
# Degrees squared. Smaller triangles are bends nobody sees at this size; smaller islands are specks.
BEND = 0.05
SPECK = 0.12
STYLE = (
    "path{fill:#ddd5c5}.b{fill:none;stroke:#faf7f0;stroke-width:1.6;stroke-linejoin:round}"
    "@media(prefers-color-scheme:dark){path{fill:#37322b}.b{fill:none;stroke:#171512}}"
)
ROOT = Path(__file__).resolve().parent.parent.parent


def decode_arcs(topology: dict[str, Any]) -> list[Line]:
    """Undo TopoJSON's whole-number steps: degrees, absolute."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(line)
    return arcs


def area(a: Point, b: Point, c: Point) -> float:
    """Return the area of a triangle in square degrees."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def thin(line: Line, bend: float = BEND) -> Line:
    """Drop the point that matters least until every bend left is larger than `bend`.

    Visvalingam's method; ends stay, and with them the corners where three countries meet. A closed
    arc keeps four points, so that an island stays a shape.
    """
    kept = list(line)
    least = 4 if line[0] == line[-1] else 2
    while len(kept) > least:
        sizes = [area(*kept[i - 1 : i + 2]) for i in range(1, len(kept) - 1)]
        smallest = min(range(len(sizes)), key=sizes.__getitem__)
        if sizes[smallest] >= bend:
            break
        del kept[smallest + 1]
    return kept


def stitch(refs: list[int], arcs: list[Line]) -> Line:
    """Join arcs into one ring. A negative number means the arc is walked backwards."""
    ring: Line = []
    for ref in refs:
        line = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
        ring.extend(line[1:] if ring else line)
    return ring


def unwrap(ring: Line) -> Line:
    """Let longitudes run on past 180 degrees instead of jumping to the other side of the map."""
    turned, shift = [ring[0]], 0.0
    for (before, _), (longitude, latitude) in pairwise(ring):
        if abs(longitude - before) > 180:
            shift += 360 if longitude < before else -360
        turned.append((longitude + shift, latitude))
    return turned


def cut(ring: Line, edge: float, keep_east: bool) -> Line:
    """Clip a ring at a meridian (Sutherland and Hodgman)."""
    result: Line = []
    for (x1, y1), (x2, y2) in zip([ring[-1], *ring[:-1]], ring, strict=True):
        was_in, is_in = (x1 >= edge) == keep_east, (x2 >= edge) == keep_east
        if was_in != is_in and x1 != x2:
            result.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
        if is_in:
            result.append((x2, y2))
    return result


def on_map(ring: Line) -> Iterator[Line]:
    """Yield the parts of a ring that lie between the seams of the map, without specks."""
    for shift in (-360, 0, 360):
        part = [(x + shift, y) for x, y in ring]
        for edge, keep_east in ((SEAM_WEST, True), (SEAM_EAST, False)):
            part = cut(part, edge, keep_east) if part else part
        if len(part) > 3 and ring_area(part) > SPECK:
            yield part


def ring_area(ring: Line) -> float:
    """Return the area that a ring encloses, in square degrees."""
    turned = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in turned)) / 2


def trace(line: Line, *, closed: bool) -> str:
    """Write a line as SVG path data in whole units, each step relative to the one before."""
    spots = [tuple(map(round, on_page(*point))) for point in line]
    steps = [f"M{spots[0][0]} {spots[0][1]}"]
    for (x1, y1), (x2, y2) in pairwise(spots):
        if (x1, y1) != (x2, y2):
            steps.append(f"{x2 - x1} {y2 - y1}")
    if len(steps) < 3 - (not closed):
        return ""
    data = steps[0] + "l" + " ".join(steps[1:]).replace(" -", "-")
    return data + ("z" if closed else "")


def rings_of(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """Yield the arc numbers of every ring of a polygon, multipolygon or collection."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from rings_of(part)
    else:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            yield from polygon


def outline(rings: Iterable[list[int]], arcs: list[Line]) -> str:
    """Return path data for rings given as arc numbers."""
    parts = (part for refs in rings for part in on_map(unwrap(stitch(refs, arcs))))
    return "".join(trace(part, closed=True) for part in parts)


def numeric_codes(territories: Path) -> dict[str, str]:
    """Map ISO's number of each living territory to its two letters."""
    with territories.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["valid_to"]]
    return {row["m49"]: row["code"] for row in rows if row["m49"]}


def by_code(topology: dict[str, Any], codes: dict[str, str]) -> dict[str, list[list[int]]]:
    """Group the rings of all shapes by alpha-2 code; shapes nobody has a code for are left out."""
    places: dict[str, list[list[int]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = CODELESS.get(name) or codes.get(shape.get("id", ""))
        if code and shape.get("id") != ANTARCTICA:
            places.setdefault(code, []).extend(rings_of(shape))
    return places


def borders(places: dict[str, list[list[int]]], arcs: list[Line]) -> str:
    """Return path data for the arcs that two territories share, each drawn once."""
    sides: dict[int, set[str]] = {}
    for code, rings in places.items():
        for ref in (ref for ring in rings for ref in ring):
            sides.setdefault(ref if ref >= 0 else ~ref, set()).add(code)
    shared = (unwrap(arcs[ref]) for ref, codes in sorted(sides.items()) if len(codes) == 2)
    return "".join(trace(line, closed=False) for line in shared)


def south_of_the_map(refs: list[int], arcs: list[Line]) -> bool:
    return max(latitude for _longitude, latitude in stitch(refs, arcs)) < -60


def draw(topology: dict[str, Any], codes: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the backdrop as SVG and the outlines as data."""
    arcs = [thin(line) for line in decode_arcs(topology)]
    land = list(rings_of(topology["objects"]["land"]))
    shore = outline((refs for refs in land if not south_of_the_map(refs, arcs)), arcs)
    places = by_code(topology, codes)
    backdrop = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<style>{STYLE}</style><path d="{shore}"/><path class="b" d="{borders(places, arcs)}"/>'
        "</svg>\n"
    )
    shapes = {code: outline(rings, arcs) for code, rings in sorted(places.items())}
    return backdrop, {code: path for code, path in shapes.items() if path}


def main(atlas: Path, territories: Path) -> None:
    topology = json.loads(atlas.read_text(encoding="utf-8"))
    backdrop, shapes = draw(topology, numeric_codes(territories))
    (ROOT / "static/img/world.svg").write_text(backdrop, encoding="utf-8")
    text = json.dumps(shapes, indent=0, ensure_ascii=False)
    (ROOT / "core/data/world.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
