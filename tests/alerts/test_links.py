"""What a link to end says, and what it says when there is too much to name."""

import pytest

from alerts import links
from alerts.links import NAMED
from alerts.services import end_subscriptions
from tests.factories.alerts import make_subscriber, make_subscription

pytestmark = pytest.mark.django_db


def token_of(link: str) -> str:
    return link.partition("/unsubscribe/")[2].split("/")[0]


def test_it_names_what_the_mail_came_for_and_nothing_else():
    first = make_subscription()
    ending = links.read_unsubscribe(token_of(links.unsubscribe_url(first.subscriber, [first.pk])))
    assert ending.subscriptions == (first.pk,)


@pytest.mark.parametrize(("number", "named"), [(NAMED, True), (NAMED + 1, False)])
def test_it_fits_into_a_line_of_a_header_however_much_is_followed(number, named):
    person = make_subscriber()
    link = links.unsubscribe_url(person, range(10**9, 10**9 + number))
    assert len(link) < 900
    assert (links.read_unsubscribe(token_of(link)).subscriptions is not None) is named


def test_what_names_too_much_ends_all():
    subscription = make_subscription()
    person = subscription.subscriber
    ending = links.read_unsubscribe(token_of(links.unsubscribe_url(person, range(NAMED + 1))))
    assert list(ending.left()) == [subscription]
    assert end_subscriptions(subscriber=person, only=ending.subscriptions) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_links_are_in_the_language_of_the_person(language):
    person = make_subscriber(language=language)
    ends = "/" if language == "en" else "/?lang=ar"
    assert links.manage_url(person).endswith(ends)
