"""The rules of the form for signing stand in its fields, whoever asks them."""

import pytest

from campaigns.forms.public import SIGNED, SignForm, read_posted
from tests.campaigns.conftest import FILLED_IN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asks_region", [True, False], ids=["region", "no region"])
def test_reading_what_was_posted_refuses_and_takes_what_the_form_does(petition, asks_region):
    petition.asks_region = asks_region
    changes = [
        {}, {"name": ""}, {"name": "=cmd"}, {"name": "x" * 101}, {"name": " Ada \u202eS "},
        {"email": "ada"}, {"email": "ada@bücher.example"}, {"country": "XX"}, {"country": ""},
        {"display": "all"}, {"wants_updates": "on", "name_handed_over": "on"},
        {"website": "https://spam.test"}, {"region": "r" * 81}, {"region": "Bono"}, {"proof": "p"},
    ]  # fmt: skip
    for change in changes:
        typed = FILLED_IN | change
        form = SignForm(typed, campaign=petition.campaign, action="/")
        posted = read_posted(typed, petition)
        assert (posted is not None) == form.is_valid(), change
        if posted:
            said = form.cleaned_data | {"region": form.cleaned_data.get("region", "")}
            assert {name: said[name] for name in SIGNED} == {
                name: getattr(posted.signing, name) for name in SIGNED
            }
            assert (posted.trapped, posted.proof) == (form.trapped, said["proof"])
