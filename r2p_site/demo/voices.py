"""Supporters of the demonstration: their words, news, organisations and paper. All invented."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from campaigns.models import Campaign, Display, Signature
from campaigns.services.papers import Sheets, record_paper, verify_paper
from campaigns.services.updates import (
    draft_update,
    publish_update,
    submit_update,
    write_update,
)
from campaigns.services.voices import Read, publish_voices, refuse_voices
from tests.factories.voices import make_sign_on, make_voice

# What was published, what waits to be read, what was refused: (words, display, state)
WORDS = (
    ("I teach in a school beside a river. I know what a bell means to children.", "initial"),
    ("My grandmother hid a book once, too. Somebody should have watched.", "full"),
    ("Where strangers with notebooks stand, men with lists think twice.", "country"),
    ("I was an observer for a year. We carried pens. It was enough, most days.", "initial"),
    ("For Amani, who opens the market every morning.", "country"),
    ("Because it has not happened yet.", "country"),
)
WAITING = (
    "We said never again, and we meant everybody.",
    "I want my government to be asked what it did.",
    "The harvest is in January. That is soon.",
)
REFUSED = "Buy my book about rivers, it is very cheap this week!"

NEWS = (
    (
        "Amani’s letter has reached the minister",
        "The minister’s office has written back to Amani: her letter lies on his desk, and he asks"
        " which days the market is open.",
        "The office says that it **decides in January**. We ask again every week until then.\n\n"
        "*The place and its people are invented, to show how this site works.*",
    ),
    (
        "Two observers have come to look at the road",
        "On Monday two people with notebooks stood beside Amani’s stall. They stayed until the last"
        " family had gone home.",
        "They came from the regional office, for one day. We asked for **twelve**, until the"
        " harvest.\n\n*The place and its people are invented, to show how this site works.*",
    ),
)
ORGANISATIONS = (
    ("River Towns Council", "ZA", "https://council.example.org", "accepted"),
    ("Teachers for Open Schools", "KE", "", "accepted"),
    ("Market Women’s Union (invented)", "ZA", "", "accepted"),
    ("Bridge Builders Network (invented)", "FR", "https://bridges.example.org", "waiting"),
    ("Friends of the Lower Town (invented)", "GB", "", "waiting"),
)


def let_supporters_speak(campaign: Campaign, *, author: User, approver: User) -> None:
    """Fill everything that stands beside a petition's count, by two people in their roles."""
    _say(campaign, approver)
    _tell(campaign, author, approver)
    for name, country, website, state in ORGANISATIONS:
        make_sign_on(
            campaign=campaign,
            name=name,
            country=country,
            website=website,
            state=state,
            own_domain=bool(website),
        )
    _count_paper(campaign, author, approver)


def _say(campaign: Campaign, approver: User) -> None:
    signatures = iter(campaign.petition.signatures.confirmed().order_by("-pk")[:20])
    shown = []
    for text, display in WORDS:
        signature = next(signatures)
        Signature.objects.filter(pk=signature.pk).update(display=display, wants_updates=True)
        voice = make_voice(signature=signature, text=text)
        shown.append(Read(voice.pk, voice.revision))
    publish_voices(campaign=campaign, actor=approver, read=shown)
    for text in (*WAITING, REFUSED):
        signature = next(signatures)
        Signature.objects.filter(pk=signature.pk).update(display=Display.COUNTRY)
        voice = make_voice(signature=signature, text=text)
    refuse_voices(
        campaign=campaign, actor=approver, read=[Read(voice.pk, voice.revision)], refusal="ad"
    )


def _tell(campaign: Campaign, author: User, approver: User) -> None:
    """One update that went out, and one that waits for a second person."""
    now = timezone.now()
    for number, (title, lead, body) in enumerate(NEWS):
        at = now - timedelta(days=4 - number)
        update = draft_update(campaign=campaign, actor=author, at=at)
        update = write_update(
            update=update,
            actor=author,
            language=campaign.language,
            at=at,
            title=title,
            lead=lead,
            body=body,
        )
        update = submit_update(update=update, actor=author, at=at)
        if number == 0:
            publish_update(update=update, actor=approver, at=at)


def _count_paper(campaign: Campaign, author: User, approver: User) -> None:
    """A bundle that was corrected, and one that waits for a second person."""
    day = timezone.now().date() - timedelta(days=5)
    petition = campaign.petition
    first = Sheets(
        number=421,
        place="Market of the lower town",
        holder="River Towns Council",
        country="ZA",
        collected_on=day,
    )
    paper = verify_paper(
        paper=record_paper(petition=petition, actor=author, sheets=first), actor=approver
    )
    right = Sheets(
        number=412,
        place=first.place,
        holder=first.holder,
        note="Nine names stood twice on the sheets.",
        country="ZA",
        collected_on=day,
    )
    correction = record_paper(petition=petition, actor=author, sheets=right, corrects=paper)
    verify_paper(paper=correction, actor=approver)
    waits = Sheets(
        number=88,
        place="School on the bridge",
        holder="Teachers for Open Schools",
        country="ZA",
        collected_on=day,
    )
    record_paper(petition=petition, actor=author, sheets=waits)
