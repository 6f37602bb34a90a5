"""The three tests of an R2P situation, and what an assessment still lacks.

Subject, time and gravity, all three needed (Evans 2007, paras 34-35 and 50). Not every violation
of human rights, not every conflict, not past crimes alone (paras 50, 52); and neither too wide a
reading nor too narrow a one (para 54).
"""

from datetime import UTC, datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from core.rules import Text
from core.text import Wording, responsibility_words

from .models.assessment import Assessment
from .models.choices import PRESENT, REGISTERING_TIMES, Outcome, Step, TimeTest

Messages = list[tuple[str, Text]]

NO_CRIME = _(
    "Name at least one of the four crimes: genocide, war crimes, ethnic cleansing or crimes against"
    " humanity. Without one it is not an R2P situation (para 50)."
)
NO_TIME = _("Say whether the crimes are occurring, appear imminent, or could come about.")
PAST_ONLY = _(
    "Past crimes alone do not make an R2P situation (para 52). It can still deserve censure or"
    " sanctions. You will be asked where to turn instead."
)
NOT_FEARED = _(
    "Crimes that neither happen nor are to be feared do not make an R2P situation (para 50). You"
    " will be asked where to turn instead."
)
NO_CRIME_SO_FAR = _(
    "None of the four crimes is at stake, so this is not an R2P situation: neither every violation"
    " of human rights nor every conflict is one (para 50). It can still deserve a response. You"
    " will be asked where to turn instead."
)
NOT_GRAVE = _(
    "What does not shock the conscience so as to engage the world is left to the State and to the"
    " human rights bodies (para 50). You will be asked where to turn instead."
)
NO_GRAVITY = _("Say why it is grave enough to engage the international community.")
NOT_SAID_GRAVE = _("Say whether it shocks the conscience so that the world must be engaged.")
MET_BUT_REFUSED = _(
    "All three tests are met, so it is an R2P situation: reading the idea too narrowly harms it as"
    " much as too widely (para 54). If you doubt it, change the answer that you doubt."
)


class Verdict(NamedTuple):
    """One test: its step, whether it is met (None if not answered), and why not."""

    step: Step
    met: bool | None
    reason: Text


def verdicts(assessment: Assessment) -> list[Verdict]:
    """Return the three tests in order, as answered so far."""
    return [_subject(assessment), _time(assessment), _gravity(assessment)]


def is_met(assessment: Assessment) -> bool:
    """Return whether all three tests are met."""
    return all(verdict.met for verdict in verdicts(assessment))


def why_not(assessment: Assessment) -> list[Text]:
    """Return, for each test that was answered and is not met, the plain reason. (D4)"""
    return [verdict.reason for verdict in verdicts(assessment) if verdict.met is False]


def shortcomings(assessment: Assessment, *, at: datetime) -> Messages:
    """Return what the assessment lacks before it can be handed in, as (field, message). (D1, D4)"""
    found = list(_common(assessment, at))
    if assessment.outcome == Outcome.REGISTERED:
        found += _lacks_to_register(assessment)
    elif assessment.outcome == Outcome.NOT_REGISTERED:
        found += _lacks_to_refuse(assessment)
    return found


def hints(assessment: Assessment) -> list[Text]:
    """Return what would make it stronger. It warns and never blocks. Needs one fetched `whole`."""
    asked: list[tuple[object, Text]] = [
        (
            assessment.sources or assessment.citations.all(),
            _("It names no sources: a reader cannot check it."),
        ),
        (assessment.figures.all() or not assessment.crimes, _("It holds no figure.")),
    ]
    if assessment.outcome == Outcome.REGISTERED:
        asked += [
            (assessment.populations.all(), _("The people at risk are not named group by group.")),
            (assessment.actors.all(), _("No actor is named, not even the State.")),
            (assessment.ratings.all(), _("There is no risk profile.")),
            (assessment.trend, _("It does not say where things are going.")),
        ]
        if assessment.time_test != TimeTest.OCCURRING:
            asked.append((assessment.triggers.all(), _("No trigger is named.")))
        if any(rating.rating in PRESENT for rating in assessment.ratings.all()):
            placed = [rating for rating in assessment.ratings.all() if rating.place]
            asked.append((placed, _("None of the risk factors is named as a foremost one.")))
    return [message for held, message in asked if not held]


def wordings(assessment: Assessment) -> list[Wording]:
    """Return words of intervention in its public texts, with better ones. It never blocks. (D14)"""
    texts = (
        assessment.people_at_risk,
        assessment.feared,
        assessment.gravity,
        assessment.public_reason,
        assessment.state_response_note,
        assessment.referral,
    )
    return responsibility_words("\n".join(texts))


def date_problem(assessment: Assessment, *, at: datetime) -> Text:
    """Return why the as-of date is impossible; empty if it is not. A judgement looks back."""
    if assessment.as_of > at.astimezone(UTC).date():
        return _("This day has not come yet. An assessment is a judgement on a day that has.")
    return ""


def _subject(assessment: Assessment) -> Verdict:
    answered = bool(assessment.crimes) or Step.SUBJECT in assessment.steps_done
    return Verdict(Step.SUBJECT, bool(assessment.crimes) if answered else None, NO_CRIME_SO_FAR)


def _time(assessment: Assessment) -> Verdict:
    met = assessment.time_test in REGISTERING_TIMES if assessment.time_test else None
    reason = PAST_ONLY if assessment.time_test == TimeTest.PAST_ONLY else NOT_FEARED
    return Verdict(Step.TIME, met, reason)


def _gravity(assessment: Assessment) -> Verdict:
    return Verdict(Step.GRAVITY, assessment.grave, NOT_GRAVE)


def _common(assessment: Assessment, at: datetime) -> Messages:
    found: Messages = []
    if problem := date_problem(assessment, at=at):
        found.append(("as_of", problem))
    if not assessment.outcome:
        found.append(("outcome", _("Say whether it is registered as R2P or not.")))
    if not assessment.time_test:
        found.append(("time_test", NO_TIME))
    if not assessment.state_response:
        found.append(("state_response", _("Say how the State meets its own responsibility.")))
    if not assessment.public_reason:
        found.append(("public_reason", _("Give the reason that the public will read.")))
    return found


def _lacks_to_register(assessment: Assessment) -> Messages:
    found: Messages = []
    if not assessment.crimes:
        found.append(("crimes", NO_CRIME))
    if assessment.time_test and assessment.time_test not in REGISTERING_TIMES:
        found.append(("time_test", _time(assessment).reason))
    if assessment.grave is not True:
        found.append(("grave", NOT_SAID_GRAVE if assessment.grave is None else NOT_GRAVE))
    if not assessment.gravity:
        found.append(("gravity", NO_GRAVITY))
    if not assessment.people_at_risk:
        found.append(("people_at_risk", _("Say who is at risk. They come first.")))
    if assessment.exclusions:
        found.append(("exclusions", _("These are reasons why something is not R2P. Untick them.")))
    return found


def _lacks_to_refuse(assessment: Assessment) -> Messages:
    found: Messages = []
    if is_met(assessment) and assessment.gravity:
        found.append(("outcome", MET_BUT_REFUSED))
    if not assessment.exclusions:
        found.append(("exclusions", _("Tick at least one reason why it is not R2P.")))
    if not assessment.referral:
        found.append(("referral", _("Say where the people concerned can turn instead.")))
    return found
