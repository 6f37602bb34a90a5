"""Whether a list is handed to those whom its signers may have to fear."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from core.countries import NAME_LANGUAGES, country_name
from core.text import clean_line
from officials.models import Post
from situations.models.choices import ActorKind, Part


def dangers_of(campaign: Campaign, post: Post) -> list[str]:
    """Return why names in the hands of this office could harm their owners; often nothing.

    The office belongs to a State in which the situation is, or to one that the assessment of the
    situation names as an alleged perpetrator. (petitions.md 5.10; Evans 2007, paras 12-13)
    """
    return list(_dangers(campaign, post))


def may_say_names(campaign: Campaign) -> bool:
    """Return whether a list may say more than numbers: in at-risk mode it never does."""
    return not campaign.at_risk


def _dangers(campaign: Campaign, post: Post) -> Iterator[str]:
    code = post.institution.country
    if not code:
        return
    state = {"state": country_name(code)}
    if code in {territory.code for territory in campaign.situation.territories.all()}:
        yield (
            _(
                "The office belongs to %(state)s, where the situation is. Whoever signs against"
                " what happens there may live there, or have family there."
            )
            % state
        )
    if _is_named(code, _perpetrators(campaign)):
        yield _("%(state)s is named as an alleged perpetrator in the assessment.") % state


def _perpetrators(campaign: Campaign) -> list[str]:
    assessment = campaign.situation.current_assessment
    if assessment is None:
        return []
    named = assessment.actors.filter(part=Part.ALLEGED_PERPETRATOR, kind=ActorKind.STATE)
    return [clean_line(name).casefold() for name in named.values_list("name", flat=True)]


def _is_named(code: str, named: list[str]) -> bool:
    """Return whether one of the names is that of the State, as in "Government of …"."""
    names = {country_name(code, language).casefold() for language in NAME_LANGUAGES}
    return any(name in each for name in names for each in named)
