"""The public pages of organisations."""

import pytest

from accounts.models import OrganisationStatus
from tests.factories.accounts import make_member, make_organisation

pytestmark = pytest.mark.django_db

NOT_VETTED = [each for each in OrganisationStatus if each != OrganisationStatus.VETTED]


def test_the_list_names_the_vetted_ones_and_no_other(client):
    make_organisation(name="Seen")
    for status in NOT_VETTED:
        make_organisation(name=f"Hidden {status}", status=status)
    page = client.get("/organisations/").content.decode()
    assert "Seen" in page
    assert "Hidden" not in page


def test_the_list_is_divided_into_pages(client):
    for number in range(31):
        make_organisation(name=f"Org {number:02d}", slug=f"org-{number}")
    assert b"Org 30" not in client.get("/organisations/").content
    assert b"Org 30" in client.get("/organisations/?page=2").content
    assert client.get("/organisations/?page=nonsense").status_code == 200


def test_an_empty_list_says_what_to_do(client):
    assert b"/organisations/apply/" in client.get("/organisations/").content


def test_the_page_of_one_says_who_it_is_and_not_whom_to_write_to(client, organisation):
    organisation.website = "https://voices.example.org/"
    organisation.mission = "We <b>listen</b>."
    organisation.save()
    page = client.get(organisation.get_absolute_url()).content.decode()
    assert "Early Voices" in page
    assert "Kenya" in page
    assert "We &lt;b&gt;listen&lt;/b&gt;." in page
    assert 'rel="noopener noreferrer nofollow"' in page
    assert organisation.contact_email not in page


@pytest.mark.parametrize("status", NOT_VETTED)
def test_what_is_not_vetted_has_no_page_not_even_for_its_members(client, status):
    organisation = make_organisation(status=status)
    client.force_login(make_member(organisation=organisation))
    assert client.get(organisation.get_absolute_url()).status_code == 404


def test_pages_may_be_kept_by_caches(client, organisation):
    for address in ("/organisations/", organisation.get_absolute_url()):
        assert "public" in client.get(address)["Cache-Control"]
        assert client.post(address).status_code == 405
