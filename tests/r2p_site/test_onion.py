"""Where the site has an address inside Tor, its pages name it; nothing else does."""

import pytest

ONION = "http://r2pexampleexampleexampleexampleexampleexampleexample.onion"


@pytest.mark.django_db
def test_each_page_names_its_own_address_inside_tor(client, settings):
    settings.ONION_URL = ONION
    answer = client.get("/warnings/new/?lang=ar")
    assert answer["Onion-Location"] == f"{ONION}/warnings/new/?lang=ar"


@pytest.mark.django_db
def test_answers_to_a_form_and_what_is_no_page_name_none(client, settings):
    settings.ONION_URL = ONION
    assert "Onion-Location" not in client.post("/warnings/new/check/", {})
    assert "Onion-Location" not in client.get("/robots.txt")


@pytest.mark.django_db
def test_without_such_an_address_no_page_names_one(client):
    assert "Onion-Location" not in client.get("/warnings/new/")
