"""Campaigns, petitions, signatures and letters as rows."""

import pytest

from tests.factories.campaigns import make_campaign, make_letter, make_signature

pytestmark = pytest.mark.django_db


def test_factories_make_whole_rows():
    make_signature()
    make_letter()
    make_campaign(live=False)
