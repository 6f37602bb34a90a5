"""Campaigns of the demonstration: one ask each, a story first, figures below the form."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import Campaign, Petition
from campaigns.services.campaign import (
    add_addressee,
    draft_campaign,
    write_petition,
)
from campaigns.services.counting import count_signatures
from campaigns.services.letter_actions import write_letter_action
from campaigns.services.reviewing import (
    SafetyAnswers,
    approve_campaign,
    review_safety,
    submit_campaign,
)
from campaigns.services.steering import launch_campaign
from campaigns.services.texts import add_language, write_text
from officials.models import Post
from situations.models import Situation
from situations.models.choices import Phase, Rung
from tests.factories.campaigns import make_signature

from .translations import ARABIC, FRENCH

INVENTED = "The place and its people are invented, to show how this site works."
# Names that belong to nobody: the two lists have no common divisor, so few meet twice.
FIRST = ("Amina", "Jonas", "Thandi", "Mei", "Luka", "Wanjiru", "Sara", "Emeka", "Haruki", "Noor")
LAST = ("Oduvale", "Marrowby", "Castellane", "Tarrenne", "Okolisse", "Brandvael", "Ishimori")
COUNTRIES = ("KE", "ZA", "FR", "GB", "US", "CA", "IN", "BR", "JO", "JP", "AU", "DE")


SAFE = SafetyAnswers(
    harm="Nobody: the people of the story are invented or long known in public.",
    precautions="None is needed.",
    consent_in_hand=True,
    at_risk=False,
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What one campaign of the demonstration says."""

    title: str
    ask: str
    texts: dict[str, Any]
    offices: tuple[str, ...]
    petition: str = ""
    goal: int = 500
    letter: dict[str, Any] = field(default_factory=dict)
    signatures: int = 0
    translations: dict[str, dict[str, Any]] = field(default_factory=dict)


OBSERVERS = Plan(
    title="Send observers to the river towns before the harvest",
    ask="Send twelve unarmed observers to the two river towns of Azania before the harvest.",
    offices=(
        "Foreign Minister of Azania (invented)",
        "Permanent Representative of Azania to the United Nations (invented)",
    ),
    texts={
        "rung": Rung.DIPLOMACY,
        "phase": Phase.PREVENT,
        "story_title": "The woman who hid the market’s book",
        "story": "Amani keeps the book of the market in the lower town. Every stall is in it, and"
        " every family that holds one.\n\nIn April men came with a list and asked her which"
        " families belonged to the other bank. She said that the book was lost. That night she"
        " buried it under the floor, and went from door to door until every neighbour knew.\n\n"
        "They sleep in the school now. In the mornings Amani opens the market all the same. “If"
        " strangers with notebooks stood here,” she says, “the men with lists would stay away.”"
        f"\n\n*{INVENTED}*",
        "consent_note": "An invented person: nobody’s consent is needed.",
        "share_text": "Amani hid the market’s book from the men with lists. Help her town to stay.",
        "facts": "- **4 attacks** on the road between the towns, 1 to 28 April 2026 (invented).\n"
        "- **2 of 3** wells closed to families of the other bank (invented).\n"
        "- The harvest begins in the last week of January 2027 (invented).",
        "partner": "River Towns Council",
        "partner_country": "ZA",
        "closes": date(2027, 6, 30),
    },
    petition="We ask you to send twelve unarmed observers to the two river towns before the"
    " harvest. Where somebody watches, neighbours are safer from each other’s fear. It is the duty"
    " of every State to protect its people, and help is offered to yours.",
    goal=500,
    letter={
        "subject": "Observers for the two river towns before the harvest",
        "opening": "Say who you are, and why the people of the river towns matter to you.",
        "statement": "I ask you to invite twelve unarmed observers to the two river towns before"
        " the harvest. Please tell me what you decide, and when.",
    },
    signatures=312,
    translations={"fr": FRENCH, "ar": ARABIC},
)

ENVOY = Plan(
    title="Name somebody whom both banks will talk to",
    ask="Name one envoy to bring the elders of both river towns to one table this winter.",
    offices=("Permanent Representative of Azania to the United Nations (invented)",),
    texts={
        "rung": Rung.DIPLOMACY,
        "phase": Phase.PREVENT,
        "story_title": "Two headmasters, one bell",
        "story": "The school of the upper town and the school of the lower town share a bell: it"
        " hangs on the bridge. The two headmasters have rung it together each morning for years."
        "\n\nSince the spring one of them may not cross. They ring it from both ends of a rope."
        f"\n\n*{INVENTED}*",
        "consent_note": "Invented people: nobody’s consent is needed.",
        "share_text": "Two headmasters still ring one bell, from both ends of a rope.",
        "facts": "- **0 meetings** of the elders of both towns since March 2026 (invented).",
        "partner": "River Towns Council",
        "partner_country": "ZA",
    },
    letter={
        "subject": "An envoy for the two river towns",
        "opening": "Say who you are, and what a conversation once prevented where you live.",
        "statement": "I ask you to name one envoy whom the elders of both river towns will meet.",
    },
)

BURUNDI = Plan(
    title="Keep talking: what kept Burundi from becoming the next Rwanda",
    ask="Keep a mediator and the Peacebuilding Commission engaged in Burundi until peace holds.",
    offices=(
        "Secretary-General of the United Nations",
        "Chairperson of the African Union Commission",
    ),
    texts={
        "rung": Rung.DIPLOMACY,
        "phase": Phase.PREVENT,
        "story_title": "A country that did not go over the edge",
        "story": "Next door, in Rwanda, it had happened. In Burundi it could have.\n\nWhat stood"
        " between was people who came early and stayed: Nelson Mandela, who sat down to mediate;"
        " South African soldiers, who were present; analysts, who told the world what they saw;"
        " and a new Commission in New York, which made Burundi its first case.\n\nNobody can prove"
        " what did not happen. It is the best kind of success there is.",
        "consent_note": "Public facts from the address of August 2007; no private person is named.",
        "share_text": "What stood between Burundi and the worst was people who came early.",
        "facts": "Since the early 1990s Burundi was a situation capable of deteriorating into the"
        " kind of genocidal violence seen in neighbouring Rwanda.\n\n*A historical case, from the"
        " address of Gareth Evans, August 2007, paragraph 51.*",
        "partner_reason": "A historical demonstration: nobody in the region runs it with us.",
    },
    petition="We ask those who lead the United Nations and the African Union to stay: with a"
    " mediator, with the Peacebuilding Commission, and with attention, for as long as it takes.",
    goal=200,
    signatures=131,
)


def launch(plan: Plan, *, situation: Situation, author: User, approver: User) -> Campaign:
    """Draft, hand in, approve and launch one campaign, by two people in their roles."""
    campaign = draft_campaign(
        situation=situation,
        organisation=situation.organisation,
        actor=author,
        title=plan.title,
        ask=plan.ask,
        **plan.texts,
    )
    for office in plan.offices:
        add_addressee(campaign=campaign, actor=author, post=Post.objects.get(label=office))
    if plan.petition:
        write_petition(campaign=campaign, actor=author, text=plan.petition, goal=plan.goal)
    if plan.letter:
        write_letter_action(campaign=campaign, actor=author, **plan.letter)
    for language, words in plan.translations.items():
        text = add_language(campaign=campaign, actor=author, language=language)
        write_text(text=text, actor=author, **words)
    campaign = submit_campaign(campaign=campaign, actor=author)
    review_safety(campaign=campaign, actor=approver, answers=SAFE)
    campaign = approve_campaign(campaign=campaign, actor=approver)
    campaign = launch_campaign(campaign=campaign, actor=author)
    if plan.signatures:
        _sign(campaign.petition, plan.signatures)
    return campaign


def _sign(petition: Petition, count: int) -> None:
    """Let invented people sign over the last ten days, and count them."""
    now = timezone.now()
    for number in range(count):
        make_signature(
            petition=petition,
            name=f"{FIRST[number % len(FIRST)]} {LAST[number * 3 % len(LAST)]}",
            email=f"signer{number}@demo.example.org",
            country=COUNTRIES[number * number % len(COUNTRIES)],
            language=_language(petition, number),
            at=_moment(now, number, count),
        )
    count_signatures(at=now)


def _language(petition: Petition, number: int) -> str:
    """Let every third sign in a language that it was translated to."""
    languages = petition.campaign.all_languages
    return languages[number // 3 % len(languages)] if number % 3 == 0 else languages[0]


def _moment(now: datetime, number: int, count: int) -> datetime:
    """Spread the signatures over ten days, more of them early, as petitions go."""
    return now - timedelta(days=10) * (number / count) ** 0.5
