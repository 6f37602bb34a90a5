"""One campaign of letters as it stands after two months, for whoever looks at its pages.

Four offices: one answered and acted, one is silent and overdue, one has time left, and nothing has
reached the fourth. One is written to in French, one in Arabic. All of it is invented.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from campaigns.models import AnswerClock, Campaign, RuleKind, StepKind
from officials.models import Classification, Post, PostRole
from tests.factories.answers import (
    make_answer,
    make_clock,
    make_outcome,
    make_reply,
    make_sent_letter,
    make_step,
)
from tests.factories.campaigns import make_campaign, make_text
from tests.factories.deliveries import make_delivery
from tests.factories.letters import make_case_facts, make_variant
from tests.factories.officials import (
    make_form_of_address,
    make_institution,
    make_membership,
    make_person,
    make_post,
    make_state,
    make_tenure,
)
from tests.factories.targets import make_rule, make_stance

ARABIC = {
    "language": "ar",
    "subject": "مراقبون للبلدتين على ضفتي النهر",
    "statement": "نطلب منكم إرسال اثني عشر مراقبا غير مسلح قبل موسم الحصاد.",
}
ANSWER = (
    "The Government shares the concern about the two river towns.\n\n"
    "Twelve observers leave on Monday, and stay until the harvest is in."
)
QUESTIONS = "Who do you know from the valley?\nWhat would you do if it were your town?"
FACTS = (
    "Armed men burnt the granary of the lower town.",
    "Forty families sleep in the school since then.",
)


def make_valley(*, at: datetime | None = None) -> Campaign:
    """Make the campaign, with everything that its public pages and its desk can show."""
    at = at or timezone.now()
    campaign = make_campaign(letters=True, addressees=_offices(), slug="observers-for-the-valley")
    campaign.title = "Observers for the two river towns"
    campaign.save(update_fields=["title"])
    make_text(campaign=campaign, version=1, language="fr")
    _wording(campaign, at)
    _answered(campaign, campaign.offices[0], at)
    _silent(campaign, campaign.offices[1], at)
    third = campaign.offices[2]
    make_sent_letter(campaign=campaign, post=third, at=at - timedelta(days=3))
    make_clock(campaign=campaign, post=third, at=at - timedelta(days=3))
    _arrived(campaign, at)
    return campaign


def _offices() -> list[Post]:
    """A minister, a mission that reads French, a head who reads Arabic; one nobody can write to."""
    union = make_institution(name="Union of the River States")
    others = (
        ("Permanent Representative of Senegal", "senegal", "fr", "Fatou Diop"),
        ("Secretary-General of the League", "league", "ar", "Layla Haddad"),
    )
    posts = [
        make_post(
            label=label,
            slug=f"office-{slug}",
            language=language,
            institution=union,
            email=f"{slug}@state.example.org",
            holder=holder,
        )
        for label, slug, language, holder in others
    ]
    unreached = make_post(
        label="Chair of the Committee on Borders", slug="chair", institution=union
    )
    return [_minister(), *posts, unreached]


def _minister() -> Post:
    """With two predecessors, and a State that sits in a council."""
    ministry = make_institution(
        name="Ministry of Foreign Affairs and Regional Cooperation of Kenya",
        classification=Classification.MINISTRY,
        country="KE",
        website="https://www.example.org/ministry",
    )
    minister = make_post(
        label="Minister for Foreign Affairs of Kenya",
        slug="minister-for-foreign-affairs-of-kenya",
        institution=ministry,
        role=PostRole.FOREIGN_MINISTER,
        email="minister@ke.example.org",
        holder="Wanjiru Kamau",
    )
    make_form_of_address(post=minister, salutation="Excellency,")
    make_tenure(post=minister, person=make_person(name="Otieno Were"), start="1993", end="1999-12")
    make_tenure(
        post=minister, person=make_person(name="Achieng Odhiambo"), start="1985", end="1993"
    )
    council = make_institution(name="Security Council of the United Nations")
    state = make_state(country="KE", name="Republic of Kenya")
    make_membership(member=state, organization=council, start="2025", end="2026-12-31")
    return minister


def _wording(campaign: Campaign, at: datetime) -> None:
    """What stands in letters: facts with sources, the statement in three languages, questions."""
    action = campaign.letter_action
    action.prompts = QUESTIONS
    action.offers_own_mail = True
    action.save(update_fields=["prompts", "offers_own_mail"])
    make_variant(letter_action=action)
    make_variant(letter_action=action, **ARABIC)
    make_case_facts(letter_action=action, rows=FACTS, at=at - timedelta(days=9))
    make_rule(letter_action=action, kind=RuleKind.OWN_MINISTER)
    make_rule(letter_action=action, kind=RuleKind.ADDRESSEES, fallback=True)
    make_stance(campaign=campaign, post=campaign.offices[2])


def _answered(campaign: Campaign, post: Post, at: datetime) -> None:
    """Asked for two months; it answered after six weeks, and did what was asked."""
    asked, said = at - timedelta(days=60), at - timedelta(days=20)
    for _number in range(11):
        make_sent_letter(campaign=campaign, post=post, at=asked)
    make_delivery(petition=campaign.petition, status="handed_over", at=at - timedelta(days=40))
    answer = make_answer(campaign=campaign, post=post, status="published", at=said, text=ANSWER)
    clock = make_clock(campaign=campaign, post=post, at=asked)
    columns = {"state": "stopped", "stopped_at": said, "answer": answer}
    AnswerClock.objects.filter(pk=clock.pk).update(**columns)
    make_outcome(campaign=campaign, post=post, at=at - timedelta(days=5))


def _silent(campaign: Campaign, post: Post, at: datetime) -> None:
    """Asked for seven weeks; a member of parliament has asked, a reminder is proposed."""
    for _number in range(3):
        make_sent_letter(campaign=campaign, post=post, at=at - timedelta(days=50))
    clock = make_clock(campaign=campaign, post=post, at=at - timedelta(days=50))
    done = make_step(clock=clock, status="done")
    type(done).objects.filter(pk=done.pk).update(done_on=(at - timedelta(days=8)).date())
    make_step(clock=clock, kind=StepKind.REMINDER)
    make_step(clock=clock, kind=StepKind.PRESS, status="chosen")


def _arrived(campaign: Campaign, at: datetime) -> None:
    """Mails that wait for a person, one of them of nobody knows what; an answer in preparation."""
    first, second, third = campaign.offices[:3]
    make_reply(campaign=campaign, post=second, checks="spf=pass dkim=fail", at=at)
    make_reply(campaign=campaign, post=third, kind="holding", at=at - timedelta(days=2))
    make_reply(state="unmatched", subject="Re: the valley", at=at - timedelta(days=4))
    make_answer(campaign=campaign, post=first)
    make_outcome(campaign=campaign, post=third, checked=False, result="committed")
