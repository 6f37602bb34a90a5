"""Answers in a browser: the account, the page for offices, and the reply queue, at every width."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.models import Answer, Reply, StepKind
from tests.browser.conftest import VIEWS, faults, overflow
from tests.factories.accounts import log_in, make_member
from tests.factories.answers import (
    make_answer,
    make_clock,
    make_outcome,
    make_reply,
    make_sent_letter,
    make_step,
)
from tests.factories.campaigns import make_campaign
from tests.factories.deliveries import make_delivery
from tests.factories.officials import make_institution, make_post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def campaign():
    """One office answered and acted, one is silent, one has time, one was not reached."""
    now = timezone.now()
    names = ("Foreign Minister of Avaria", "Permanent Representative", "Prime Minister", "Speaker")
    ministry = make_institution(name="Ministry of Foreign Affairs and Regional Cooperation")
    posts = [
        make_post(
            label=name,
            institution=ministry,
            email=f"o{place}@state.example.org",
            holder="Marie Dupont",
        )
        for place, name in enumerate(names)
    ]
    campaign = make_campaign(letters=True, addressees=posts, slug="send-them")
    first, second, third, _last = posts
    for _time in range(11):
        make_sent_letter(campaign=campaign, post=first, at=now - timedelta(days=60))
    make_delivery(petition=campaign.petition, status="handed_over")
    clock = make_clock(campaign=campaign, post=first, at=now - timedelta(days=60), state="stopped")
    type(clock).objects.filter(pk=clock.pk).update(stopped_at=now - timedelta(days=20))
    answered = now - timedelta(days=20)
    make_answer(campaign=campaign, post=first, status="published", at=answered)
    make_outcome(campaign=campaign, post=first, at=now - timedelta(days=5))
    silent = make_clock(campaign=campaign, post=second, at=now - timedelta(days=50))
    make_step(clock=silent, status="done")
    make_step(clock=silent, kind=StepKind.REMINDER)
    make_step(clock=silent, kind=StepKind.PRESS, status="chosen")
    make_clock(campaign=campaign, post=third, at=now - timedelta(days=3))
    make_answer(campaign=campaign, post=third)
    make_reply(campaign=campaign, post=second, checks="spf=pass dkim=fail")
    return campaign


@pytest.fixture
def member(campaign, client):
    """The session of an owner of the campaign's organisation."""
    person = make_member(organisation=campaign.organisation, role="owner", second_factor=True)
    log_in(client, person)
    return client.cookies["sessionid"].value


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_every_page_of_answers_fits_and_can_be_read(open_page, campaign, member, width, scheme):
    post = campaign.offices[0]
    reply, answer = Reply.objects.get(), Answer.objects.filter(status="draft").first()
    page = open_page("/officials/", width=width, scheme=scheme, scripts=True)
    home = page.url.removesuffix("officials/")
    page.context.add_cookies([{"name": "sessionid", "value": member, "url": home}])
    for path in (
        "/campaigns/send-them/answers/",
        post.get_absolute_url(),
        f"/officials/{post.slug}/reply/",
        f"/officials/{post.slug}/reply/sent/",
        "/desk/replies/",
        f"/desk/replies/{reply.pk}/",
        f"/desk/campaigns/{campaign.pk}/answers/",
        f"/desk/campaigns/{campaign.pk}/outcome/",
        f"/desk/answers/{answer.pk}/",
    ):
        page.goto(path)
        assert overflow(page) <= 0, path
        assert faults(page) == [], path
    page.goto(f"/desk/replies/{reply.pk}/")
    with page.expect_navigation():
        page.get_by_role("button", name="Open its text").click()
    assert overflow(page) <= 0
    assert faults(page) == []
    assert page.complaints == []
