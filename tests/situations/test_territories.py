"""The list of territories: today's, Kosovo, and the withdrawn ones of the past cases."""

from datetime import date

import pytest
from django.utils import translation

from situations.models import Region, Territory
from situations.services import load_territories
from situations.territory_rows import territory_columns
from tests.factories.situations import make_situation, make_territory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _filled():
    load_territories()


def test_the_list_is_whole_and_loading_it_again_adds_nothing():
    assert Territory.objects.count() == 254
    assert load_territories() == 254
    assert Territory.objects.count() == 254


def test_every_slug_is_its_own():
    slugs = [columns["slug"] for columns in territory_columns()]
    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize(
    ("code", "until"),
    [
        ("YUCS", date(2003, 7, 23)),
        ("CSXX", date(2006, 9, 26)),
        ("TPTL", date(2002, 5, 20)),
        ("ZRCD", date(1997, 7, 14)),
    ],
)
def test_withdrawn_codes_say_until_when(code, until):
    territory = Territory.objects.get(code=code)
    assert territory.valid_to == until
    assert territory.is_withdrawn
    assert territory not in Territory.objects.current()


def test_kosovo_is_there():
    kosovo = make_territory(code="XK")
    assert (kosovo.slug, kosovo.region) == ("kosovo", Region.EUROPE)
    assert not kosovo.is_withdrawn


def test_each_has_a_name_in_six_languages():
    sudan = make_territory(code="SD")
    names = [sudan.name_in(language) for language in ("en", "fr", "es", "ar", "ru", "zh-hans")]
    assert names == ["Sudan", "Soudan", "Sudán", "السودان", "Судан", "苏丹"]
    assert sudan.name_in("tlh") == "Sudan"
    with translation.override("fr"):
        assert str(sudan) == "Soudan"


def test_every_name_is_filled():
    for language in ("en", "fr", "es", "ar", "ru", "zh"):
        assert not Territory.objects.filter(**{f"name_{language}": ""}).exists()


def test_only_territories_with_public_situations_narrow_the_register():
    make_situation(territories=[make_territory(code="SD")])
    make_situation(territories=[make_territory(code="IQ")], status="proposed")
    codes = Territory.objects.with_public_situations().values_list("code", flat=True)
    assert list(codes) == ["SD"]


def test_a_territory_links_to_its_part_of_the_register():
    assert make_territory(code="SD").get_absolute_url() == "/situations/?territory=sudan"
