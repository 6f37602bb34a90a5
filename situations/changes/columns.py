"""Changes of what an assessment holds once: outcome, level, crimes, trend, its texts."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from situations.models import Assessment
from situations.models.choices import Level, Suggestion

from .prose import Change, word_by_word

TEXTS: dict[str, Callable[[], str]] = {
    "people_at_risk": lambda: _("Who is at risk is described anew."),
    "feared": lambda: _("What is feared is described anew."),
    "public_reason": lambda: _("The public reason is written anew."),
    "gravity": lambda: _("Why it is grave is written anew."),
    "scale": lambda: _("The scale is described anew."),
    "referral": lambda: _("Where to turn instead is written anew."),
    "state_response_note": lambda: _("How the State responds is described anew."),
    "contested_labels": lambda: _("The contested labels are described anew."),
    "sources": lambda: _("The sources are not the same."),
}


def in_short(before: Assessment, after: Assessment) -> list[str]:
    """Return the changes of judgement that need no more than the two rows themselves."""
    found = [_outcome(before, after), _level(before, after), *_crimes(before, after)]
    found += [_trend(before, after), _state_response(before, after)]
    return [words for words in found if words]


def people(before: Assessment, after: Assessment) -> list[Change]:
    """Return how the people at risk are described anew."""
    return _texts(before, after, "people_at_risk", "feared")


def judgement(before: Assessment, after: Assessment) -> list[Change]:
    """Return how outcome, level, the three tests and the reasons moved."""
    sentences = [
        _outcome(before, after),
        _level(before, after),
        _time(before, after),
        _gravity(before, after),
        *_crimes(before, after),
        *_codes(before.exclusion_labels, after.exclusion_labels, of=_("Reasons why it is not R2P")),
    ]
    texts = _texts(before, after, "public_reason", "gravity", "scale", "referral")
    return [*(Change(words) for words in sentences if words), *texts]


def parties(before: Assessment, after: Assessment) -> list[Change]:
    """Return how the State's response, trend, outlook and standard of proof moved."""
    proofs = (before.get_standard_of_proof_display(), after.get_standard_of_proof_display())
    sentences = [
        _state_response(before, after),
        _trend(before, after),
        *_codes(before.outlook_labels, after.outlook_labels, of=_("Outlook")),
        _from_to(_("The standard of proof"), *proofs),
    ]
    texts = _texts(before, after, "state_response_note", "contested_labels")
    return [*(Change(words) for words in sentences if words), *texts]


def called_for(before: Assessment, after: Assessment) -> list[Change]:
    """Return which measures are suggested anew, and which no longer."""
    old, new = (
        [str(Suggestion(code).label) for code in assessment.suggested_measures]
        for assessment in (before, after)
    )
    return [Change(words) for words in _codes(old, new, of=_("Measures called for"))]


def sources(before: Assessment, after: Assessment) -> list[Change]:
    """Return whether the sources are others."""
    return _texts(before, after, "sources")


def _outcome(before: Assessment, after: Assessment) -> str:
    if before.outcome == after.outcome or not after.outcome:
        return ""
    if after.is_registering:
        return _("It was not an R2P situation; now it is registered as one.")
    return _("It was registered as an R2P situation; now it is judged not to be one.")


def _level(before: Assessment, after: Assessment) -> str:
    if before.level == after.level or not (before.level and after.level):
        return ""
    gravest_first = list(Level.values)
    rose = gravest_first.index(after.level) < gravest_first.index(before.level)
    words = (
        _("The level rose from “%(before)s” to “%(after)s”.")
        if rose
        else _("The level fell from “%(before)s” to “%(after)s”.")
    )
    return words % {"before": before.get_level_display(), "after": after.get_level_display()}


def _time(before: Assessment, after: Assessment) -> str:
    old, new = before.get_time_test_display(), after.get_time_test_display()
    if old == new or not (old and new):
        return ""
    return _("Then the crimes “%(before)s”; now they “%(after)s”.") % {"before": old, "after": new}


def _gravity(before: Assessment, after: Assessment) -> str:
    if before.grave == after.grave or after.grave is None:
        return ""
    if after.grave:
        return _("It is now found grave enough to engage the world.")
    return _("It is no longer found grave enough to engage the world.")


def _crimes(before: Assessment, after: Assessment) -> list[str]:
    return _codes(before.crime_labels, after.crime_labels, of=_("Crimes"))


def _trend(before: Assessment, after: Assessment) -> str:
    return _from_to(_("The trend"), before.get_trend_display(), after.get_trend_display())


def _state_response(before: Assessment, after: Assessment) -> str:
    old, new = before.get_state_response_display(), after.get_state_response_display()
    return _from_to(_("The State’s response"), old, new)


def _from_to(name: str, before: Any, after: Any) -> str:
    if before == after or not after:
        return ""
    if not before:
        return _("%(name)s is given for the first time: %(after)s.") % {
            "name": name,
            "after": after,
        }
    return _("%(name)s went from “%(before)s” to “%(after)s”.") % {
        "name": name,
        "before": before,
        "after": after,
    }


def _codes(before: Iterable[str], after: Iterable[str], *, of: str) -> list[str]:
    old, new = list(before), list(after)
    came = [label for label in new if label not in old]
    went = [label for label in old if label not in new]
    found = []
    if came:
        found.append(_("%(of)s, new: %(names)s.") % {"of": of, "names": ", ".join(came)})
    if went:
        found.append(_("%(of)s, no longer: %(names)s.") % {"of": of, "names": ", ".join(went)})
    return found


def _texts(before: Assessment, after: Assessment, *names: str) -> list[Change]:
    return [
        Change(TEXTS[name](), word_by_word(getattr(before, name), getattr(after, name)))
        for name in names
        if getattr(before, name) != getattr(after, name)
    ]
