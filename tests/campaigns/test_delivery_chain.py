"""The chain over a list, verified by the public program, which finds whatever was changed."""

import pytest

from tests.campaigns.delivered import listed, sign, unpacked, verdict
from tests.factories.campaigns import make_petition
from tests.factories.deliveries import make_made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def delivery_directory(settings, tmp_path):
    settings.DELIVERY_DIR = tmp_path / "deliveries"


@pytest.fixture
def petition(db):
    return make_petition()


def test_the_public_program_verifies_the_chain(petition, tmp_path):
    sign(petition, 25, name_handed_over=True)
    delivery = make_made(petition=petition)
    place = unpacked(delivery, tmp_path)
    found = verdict(place, delivery.head)
    assert (found.returncode, found.stderr) == (0, "")
    assert "25 lines" in found.stdout


def changed_byte(lines):
    lines[7] = lines[7].replace("Ada", "Adb")


def removed_line(lines):
    del lines[9]


def swapped_lines(lines):
    lines[4], lines[5] = lines[5], lines[4]


def cut_short(lines):
    del lines[-2:]


def renumbered(lines):
    del lines[-2]
    lines[-1] = lines[-1].replace("#25", "#24")


@pytest.mark.parametrize(
    "spoil", [changed_byte, removed_line, swapped_lines, cut_short, renumbered]
)
def test_the_public_program_finds_what_was_changed(petition, tmp_path, spoil):
    sign(petition, 25, name_handed_over=True)
    delivery = make_made(petition=petition)
    place = unpacked(delivery, tmp_path)
    path = place / "signatures.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    spoil(lines)
    path.write_text("".join(lines), encoding="utf-8", newline="")
    found = verdict(place, delivery.head)
    assert found.returncode == 1
    assert found.stderr


def test_a_list_that_was_made_anew_in_whole_does_not_have_the_published_head(petition, tmp_path):
    sign(petition, 12, name_handed_over=True)
    delivery, other = make_made(petition=petition), make_made(petition=petition)
    found = verdict(unpacked(other, tmp_path), delivery.head)
    assert "not that of the manifest or the page" in found.stderr


def test_the_same_person_gives_another_number_in_each_list(petition, tmp_path):
    """Random letters in each line: who tries names against a number finds nothing."""
    sign(petition, 10)
    first, second = make_made(petition=petition), make_made(petition=petition)
    a = listed(first, tmp_path / "a")
    b = listed(second, tmp_path / "b")
    assert a[1][1:5] == b[1][1:5]
    assert a[1][5] != b[1][5]
