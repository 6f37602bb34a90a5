"""Pictures are well-formed, escaped, the same each time, and the map is where the places are."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from core.pictures import atlas, charts, cover, maps, signs
from core.pictures.projection import HEIGHT, WIDTH, place

NASTY = '<script>alert("1")</script> & more'
CAPITALS = {
    "SD": (15.6, 32.5),
    "RW": (-1.95, 30.06),
    "BI": (-3.38, 29.36),
    "IQ": (33.3, 44.4),
    "XK": (42.66, 21.16),
    "KH": (11.55, 104.9),
    "CD": (-4.4, 15.35),
    "FR": (48.85, 2.35),
    "RU": (55.75, 37.6),
    "US": (38.9, -77.2),
    "NZ": (-41.2, 175.2),
}


def parsed(svg: str) -> ET.Element:
    """Read the drawing as XML, which refuses what is not well-formed."""
    return ET.fromstring(svg)  # noqa: S314 - a drawing of our own


def rings(path: str) -> list[list[tuple[int, int]]]:
    """Read our own path data back into absolute points."""
    found = []
    for x, y, steps in re.findall(r"M(-?\d+) (-?\d+)l([-\d ]+)z", path):
        ring = [(int(x), int(y))]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        found.append(ring)
    return found


def holds(ring: list[tuple[int, int]], x: float, y: float) -> bool:
    """Count how often a line to the east crosses the ring; odd means inside."""
    turned = zip(ring, [*ring[1:], ring[0]], strict=True)
    crossings = [
        (x1 - x) + (y - y1) * (x2 - x1) / (y2 - y1) > 0
        for (x1, y1), (x2, y2) in turned
        if (y1 > y) != (y2 > y)
    ]
    return sum(crossings) % 2 == 1


def mark(*, level: str, label: str = "A place", code: str = "SD") -> maps.Mark:
    return maps.Mark(
        code=code, latitude=13.5, longitude=24.5, label=label, url="/situations/x/", level=level
    )


@pytest.mark.parametrize("code", CAPITALS)
def test_a_capital_lies_inside_its_own_country(code):
    latitude, longitude = CAPITALS[code]
    x, y = place(longitude, latitude)
    homes = [
        other
        for other, path in maps.outlines().items()
        if sum(holds(ring, x, y) for ring in rings(path)) % 2 == 1
    ]
    assert homes == [code]


def test_every_outline_stays_on_the_page():
    for code, path in maps.outlines().items():
        for ring in rings(path):
            assert all(0 <= x <= WIDTH and -5 <= y <= HEIGHT + 5 for x, y in ring), code


def test_no_line_runs_across_the_whole_map():
    for code, path in maps.outlines().items():
        for ring in rings(path):
            longest = max(abs(a[0] - b[0]) for a, b in zip(ring, ring[1:], strict=False))
            assert longest < WIDTH / 8, code


def test_the_backdrop_is_small_quiet_and_well_formed():
    backdrop = Path(__file__).resolve().parents[2] / "static" / "img" / "world.svg"
    assert backdrop.stat().st_size < 60_000
    parsed(backdrop.read_text(encoding="utf-8"))


def test_the_map_links_every_mark_and_draws_the_gravest_last():
    drawn = maps.world_map([mark(level="current_crisis"), mark(level="serious_concern")])
    links = [node for node in parsed(drawn).iter() if node.tag.endswith("a")]
    assert [link.get("href") for link in links] == ["/situations/x/"] * 2
    shapes = [link[1][1].get("class") for link in links]
    assert shapes == ["dot serious_concern", "dot current_crisis"]


def test_the_map_draws_a_withdrawn_country_as_a_shape_alone():
    drawn = maps.world_map([mark(level="imminent_risk", code="YU")])
    assert "territory" not in drawn
    assert "dot imminent_risk" in drawn


def test_the_map_leaves_out_a_level_nobody_knows():
    assert "<a " not in maps.world_map([mark(level="score_7")])


def test_the_three_levels_have_three_shapes():
    assert len(set(signs.SHAPES.values())) == len(signs.LEVELS) == 3
    assert signs.sign("no such level") == ""


@pytest.mark.parametrize(
    "drawn",
    [
        maps.world_map([mark(level="current_crisis", label=NASTY)]),
        charts.columns([(NASTY, 3)], title=NASTY),
        charts.line([(NASTY, 3), ("b", 4)], title=NASTY),
        charts.profile([(NASTY, 1, NASTY)], title=NASTY),
        charts.progress(value=1, goal=2, label=NASTY),
        cover.cover(title=NASTY, reference=NASTY),
        cover.cover(title=NASTY, reference=NASTY, with_title=True),
    ],
)
def test_a_picture_escapes_what_it_is_given_and_carries_no_style(drawn):
    parsed(drawn)
    assert "<script" not in drawn
    assert "style=" not in drawn


@pytest.mark.parametrize(
    ("value", "goal", "width"),
    [(0, 100, "0.00%"), (37, 100, "37.00%"), (250, 100, "100.00%"), (5, 0, "0.00%")],
)
def test_progress_stays_between_nothing_and_all(value, goal, width):
    bar = parsed(charts.progress(value=value, goal=goal, label="x"))[1]
    assert bar.get("width") == width


@pytest.mark.parametrize(
    ("value", "top"), [(0, 1), (1, 1), (3, 5), (5, 5), (6, 10), (51, 100), (201, 500)]
)
def test_the_scale_ends_at_the_next_round_number(value, top):
    assert charts.ceiling(value) == top


def test_a_chart_of_nothing_is_an_empty_frame():
    assert "bar" not in charts.columns([], title="Nothing yet")
    parsed(charts.line([], title="Nothing yet"))


def test_columns_stand_on_the_axis_and_are_as_high_as_their_number():
    bars = [
        node
        for node in parsed(charts.columns([("a", 5), ("b", 10)], title="Two")).iter()
        if node.get("class") == "bar"
    ]
    heights = [float(bar.get("height")) for bar in bars]
    assert heights == [charts.PLOT / 2, charts.PLOT]
    feet = {float(bar.get("y")) + float(bar.get("height")) for bar in bars}
    assert feet == {charts.ROOM_ABOVE + charts.PLOT}


def test_a_cover_is_the_same_each_time_and_another_for_another_campaign():
    one = cover.cover(title="Open the bridge", reference="CMP-2026-001")
    assert one == cover.cover(title="Open the bridge", reference="CMP-2026-001")
    assert one != cover.cover(title="Open the bridge", reference="CMP-2026-002")


def test_a_long_title_is_set_smaller_and_never_beyond_four_lines():
    drawn = cover.cover(
        title="A very long title of a campaign " * 8, reference="X", with_title=True
    )
    lines = [node for node in parsed(drawn).iter() if node.get("class") == "cover-title"]
    assert len(lines) == cover.LINES
    assert float(lines[0].get("y")) > 130


def test_a_line_breaks_at_spaces_and_between_chinese_signs():
    assert list(cover.wrap("let them back in", room=8)) == ["let them", "back in"]
    assert list(cover.wrap("让观察员回到", room=6)) == ["让观察", "员回到"]


def test_thinning_keeps_the_ends_and_drops_what_nobody_sees():
    line = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert atlas.thin(line) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]


def test_a_ring_over_the_date_line_is_unwrapped_and_cut_at_the_seam():
    ring = [(170.0, 60.0), (-160.0, 60.0), (-160.0, 70.0), (170.0, 70.0), (170.0, 60.0)]
    assert [x for x, _y in atlas.unwrap(ring)] == [170, 200, 200, 170, 170]
    east, west = sorted(atlas.on_map(atlas.unwrap(ring)), key=lambda part: -part[0][0])
    assert max(x for x, _y in east) == 191
    assert min(x for x, _y in west) == -169


def test_borders_are_drawn_once_and_only_between_two():
    arcs = [[(0.0, 0.0), (0.0, 10.0)], [(0.0, 10.0), (9.0, 5.0), (0.0, 0.0)], [(0.0, 10.0)] * 2]
    assert atlas.borders({"AA": [[0, 1]], "BB": [[~0, 2]]}, arcs).count("M") == 1
