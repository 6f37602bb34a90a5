"""The link that a signer gets: a page with a button, a form to correct, and a page of thanks."""

import pytest
from django.urls import reverse

from campaigns.models import Signature, SignatureState
from campaigns.views.signature_link import PAGES, TOKEN, TYPED
from outbox.models import Message
from tests.campaigns.conftest import link_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings):
    """Pages are kept for long, as on a day on which many sign within a second."""
    settings.PAGE_KEPT_SECONDS = 600
    PAGES.clear()
    yield
    PAGES.clear()


def links() -> list[str]:
    return [link_in(message) for message in Message.objects.order_by("pk")]


def token_of(link: str) -> str:
    return link.split("?")[0].rstrip("/").rpartition("/")[2]


def test_the_page_asks_for_one_press_and_offers_a_form_to_whoever_wants_it(sign, client):
    sign()
    [link] = links()
    page = client.get(link).content.decode()
    assert 'id="sign_name"' not in page
    assert '?correct=1#correct"' in page
    form = client.get(link + "?correct=1&lang=fr").content.decode()
    assert 'id="sign_name"' in form
    assert 'lang="fr"' in form
    french = client.get(link + "?lang=fr").content.decode()
    assert '?correct=1&amp;lang=fr#correct"' in french


def test_asking_for_the_form_changes_nothing(sign, client, petition):
    sign()
    [link] = links()
    client.get(link + "?correct=1")
    assert petition.signatures.get().state == SignatureState.PENDING


def test_the_page_of_thanks_is_made_once_and_bears_the_link_of_whoever_reads_it(
    kept, sign, client, django_assert_num_queries
):
    sign(email="ada@example.org")
    sign(email="eva@example.org")
    ada, eva = links()
    first = client.post(ada).content.decode()
    with django_assert_num_queries(1):  # the update: nothing is asked to draw the page
        second = client.post(eva).content.decode()
    words = [reverse("campaigns:my_words", args=[token_of(link)]) for link in (ada, eva)]
    assert [text in first for text in words] == [True, False]
    assert [text in second for text in words] == [False, True]
    assert TOKEN not in first + second
    assert Signature.objects.filter(state=SignatureState.CONFIRMED).count() == 2


def test_what_is_kept_names_nobody_who_was_there_before(kept, sign, client):
    sign(name="Ada Example", email="ada@example.org")
    sign(name="Eva Example", email="eva@example.org")
    ada, eva = links()
    for ask in (client.get, client.post, client.get):
        ask(ada)
        page = ask(eva).content.decode()
        assert token_of(ada) not in page
        assert "Ada Example" not in page
        assert TYPED not in page + TOKEN
    assert "canonical" not in page
    assert "og:url" not in page


def test_the_page_with_the_button_is_made_once_and_shows_what_each_has_typed(
    kept, sign, client, django_assert_num_queries
):
    sign(name="Ada <b>Example</b>", email="ada@example.org")
    sign(name="Eva Example", email="eva@example.org", country="FR")
    ada, eva = links()
    first = client.get(ada).content.decode()
    assert "<bdi>Ada &lt;b&gt;Example&lt;/b&gt;</bdi>" in first
    with django_assert_num_queries(1):  # whether it was confirmed
        second = client.get(eva).content.decode()
    assert "<bdi>Eva Example</bdi>" in second
    assert "France" in second
    assert TYPED not in first + second


def test_the_page_of_thanks_is_kept_for_each_language(kept, sign, client):
    sign(email="ada@example.org")
    sign(email="eva@example.org")
    ada, eva = links()
    assert 'lang="en"' in client.post(ada).content.decode()
    assert 'lang="ar" dir="rtl"' in client.post(eva + "?lang=ar").content.decode()


def test_confirming_tells_nobody_who_is_logged_in_and_sets_no_cookie(sign, client, petition):
    sign()
    answer = client.post(links()[0])
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"].startswith("max-age=0")
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")


def test_another_site_cannot_press_the_button(sign, client, petition):
    sign()
    answer = client.post(links()[0], headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert petition.signatures.get().state == SignatureState.PENDING


def test_a_signature_that_is_gone_is_said_to_be_gone(kept, sign, client, petition):
    sign()
    [link] = links()
    petition.signatures.all().delete()
    assert client.post(link).status_code == 410
    assert client.get(link).status_code == 410
    assert client.post(link[:-9] + "/").status_code == 404
