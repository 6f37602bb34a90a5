"""Deeds on the texts of a campaign: translate, change what is public, look at it, make it public.

Before the launch a translation is a part of the draft, and goes through its review. Afterwards a
change in any language is a version of its own: with a reason, and looked at by a second person.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import (
    LAUNCHED,
    TEXT_FIELDS,
    TEXT_MOVES,
    Campaign,
    CampaignStatus,
    CampaignText,
    Petition,
    TextStatus,
    Words,
)
from campaigns.models.text import digest, words_of
from campaigns.models.words import STORY_FIELDS
from campaigns.permissions import WROTE_TEXT
from campaigns.wording import text_blockers
from core.rules import RuleRefused
from core.states import move

from .campaign import take_up

CHANGEABLE = (CampaignStatus.LIVE, CampaignStatus.PAUSED)


@transaction.atomic
def add_language(
    *, campaign: Campaign, actor: User, language: str, at: datetime | None = None
) -> CampaignText:
    """Begin a translation in a draft, or take up the one that is there.

    Raises RuleRefused with code "language" for the campaign's own.
    """
    take_up(campaign, actor, part=f"language {language}", at=at)
    if language == campaign.language:
        raise RuleRefused(_("This is the language of the original."), code="language")
    text, _is_new = CampaignText.objects.being_written().get_or_create(
        campaign=campaign, language=language, defaults={"begun_at": at or timezone.now()}
    )
    text.writers.add(actor)
    return text


@transaction.atomic
def remove_language(
    *, campaign: Campaign, actor: User, language: str, at: datetime | None = None
) -> Campaign:
    """Take a translation out of a draft, with what was written of it."""
    take_up(campaign, actor, part=f"language {language}", at=at)
    campaign.texts.being_written().filter(language=language).delete()
    return campaign


@transaction.atomic
def begin_change(
    *, campaign: Campaign, actor: User, language: str, at: datetime | None = None
) -> CampaignText:
    """Begin to change what is public in one language, or to add a language.

    A copy of the public words is written in; what people read stays until a second person approves.
    Returns the change that is there, if one was begun. Raises RuleRefused unless it is live or
    paused.
    """
    current = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if current.status not in CHANGEABLE:
        raise RuleRefused(
            _("Only the text of a live or paused campaign can be changed."), code="status"
        )
    if begun := campaign.texts.being_written().filter(language=language).first():
        return begun
    before: Words | None = campaign.public_text(language)
    if before is None and language == campaign.language:
        before = campaign.text_in(None)
    text = CampaignText.objects.create(
        campaign=campaign,
        language=language,
        begun_at=at or timezone.now(),
        follows=getattr(before, "follows", ""),
        **(words_of(before) if before else {}),
    )
    text.writers.add(actor)
    record(verb="campaign.text_begun", target=campaign, actor=actor, details=_about(text), at=at)
    return text


@transaction.atomic
def write_text(
    *, text: CampaignText, actor: User, at: datetime | None = None, **words: str
) -> CampaignText:
    """Write in a text that is not public. Whoever does cannot approve it. (D5)

    `words` are fields of the text, and the `reason` of a change. A translation is taken to follow
    the original as it stands now. Raises RuleRefused once it is handed in.
    """
    current = CampaignText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if current.status != TextStatus.DRAFT:
        raise RuleRefused(_("This text was handed in and cannot be changed now."), code="handed_in")
    campaign = text.campaign
    if campaign.status not in LAUNCHED:
        take_up(campaign, actor, part=f"language {text.language}", at=at)
    fields = {"follows": "" if text.is_own else digest(campaign.text_in(None)), **words}
    for field, value in fields.items():
        setattr(text, field, value)
    text.save(update_fields=list(fields))
    text.writers.add(actor)
    record(verb="campaign.text_written", target=campaign, actor=actor, details=_about(text), at=at)
    return text


@transaction.atomic
def drop_change(*, text: CampaignText, actor: User, at: datetime | None = None) -> Campaign:
    """Give up a change that was begun. What is public stays as it is."""
    campaign = text.campaign
    CampaignText.objects.being_written().filter(pk=text.pk).delete()
    record(verb="campaign.text_dropped", target=campaign, actor=actor, details=_about(text), at=at)
    return campaign


@transaction.atomic
def submit_text(*, text: CampaignText, actor: User, at: datetime | None = None) -> CampaignText:
    """Hand a change in for a second person.

    Raises RuleRefused with a message for everything that blocks it, with code "reason" without a
    reason, and with code "same" if it changes nothing.
    """
    _refuse_change(text)
    move(text, to=TextStatus.REVIEW, moves=TEXT_MOVES, return_reason="")
    campaign = text.campaign
    record(
        verb="campaign.text_submitted", target=campaign, actor=actor, details=_about(text), at=at
    )
    return text


@transaction.atomic
def return_text(
    *, text: CampaignText, actor: User, reason: str, at: datetime | None = None
) -> CampaignText:
    """Give a change back to its writers. Raises RuleRefused with code "reason" without one."""
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    move(text, to=TextStatus.DRAFT, moves=TEXT_MOVES, return_reason=reason.strip())
    campaign = text.campaign
    record(verb="campaign.text_returned", target=campaign, actor=actor, details=_about(text), at=at)
    return text


@transaction.atomic
def approve_text(*, text: CampaignText, actor: User, at: datetime | None = None) -> CampaignText:
    """Make a change public, as the campaign's next version. Others wrote it. (D5)

    From now on signatures are under the new version; those given before stay under theirs. Raises
    RuleRefused if the approver wrote in it, if something blocks it, or the campaign is closed.
    """
    at = at or timezone.now()
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=text.campaign_id)
    if campaign.status not in CHANGEABLE:
        raise RuleRefused(
            _("Only the text of a live or paused campaign can be changed."), code="status"
        )
    text.campaign = campaign
    if text.writers.filter(pk=actor.pk).exists():
        raise RuleRefused(WROTE_TEXT.reason, code="own_work")
    _refuse_change(text)
    last = campaign.texts.aggregate(last=Max("version"))["last"] or 0
    _make_public(text, version=last + 1, approver=actor, at=at)
    _carry_over(campaign, text)
    record(
        verb="campaign.text_changed",
        target=campaign,
        actor=actor,
        public=True,
        details=_about(text) | {"version": text.version},
        at=at,
    )
    return text


@transaction.atomic
def withdraw_story(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Take the story off every page, in every language, at the next request. (D12; para 19)

    Nobody has to approve it: the person whose story it is took the consent back. What was signed,
    ask and petition, stays. Public rows keep the words, since nothing in them changes, and no page
    shows them. Raises RuleRefused for what was not launched: there the story is changed.
    """
    at = at or timezone.now()
    if campaign.status not in LAUNCHED:
        raise RuleRefused(_("Change the story of a draft instead."), code="status")
    gone = dict.fromkeys(STORY_FIELDS, "")
    Campaign.objects.filter(pk=campaign.pk).update(story_withdrawn_at=at, **gone)
    campaign.texts.being_written().update(**gone)
    record(verb="campaign.story_withdrawn", target=campaign, actor=actor, at=at)
    campaign.refresh_from_db()
    return campaign


def publish_first(campaign: Campaign, *, at: datetime) -> None:
    """Keep what a campaign is launched with as version 1, in each of its languages.

    Its approval is that of the campaign, whose review holds every language.
    """
    drafts = list(campaign.texts.being_written())
    for text in drafts:
        _make_public(text, version=1, approver=campaign.approver, at=at)
    original = campaign.text_in(None)
    own = CampaignText.objects.create(
        campaign=campaign,
        language=campaign.language,
        status=TextStatus.PUBLIC,
        version=1,
        approver=campaign.approver,
        begun_at=campaign.drafted_at,
        public_at=at,
        **words_of(original),
    )
    own.writers.set([campaign.author, *campaign.writers.all()])
    _write_languages(campaign, [text.language for text in drafts])


def _make_public(text: CampaignText, *, version: int, approver: User | None, at: datetime) -> None:
    move(
        text,
        to=TextStatus.PUBLIC,
        moves=TEXT_MOVES,
        version=version,
        approver=approver,
        public_at=at,
    )


def _carry_over(campaign: Campaign, text: CampaignText) -> None:
    """Let the campaign's row, the petition and the list of languages say what is public now."""
    if text.is_own:
        fields = {field: getattr(text, field) for field in TEXT_FIELDS if field != "petition_text"}
        Campaign.objects.filter(pk=campaign.pk).update(**fields)
        Petition.objects.filter(campaign=campaign).update(text=text.petition_text)
    else:
        _write_languages(campaign, {*campaign.languages, text.language})
    Petition.objects.filter(campaign=campaign).update(text_version=text.version)


def _write_languages(campaign: Campaign, languages: object) -> None:
    known = [code for code, _name in Campaign._meta.get_field("language").flatchoices]
    campaign.languages = [code for code in known if code in languages]  # type: ignore[operator] # - a set or list
    campaign.save(update_fields=["languages"])


def _refuse_change(text: CampaignText) -> None:
    found = text_blockers(text)
    if not text.reason.strip():
        found.append(("reason", _("Say why it is changed. It is shown beside the change.")))
    before = text.campaign.public_text(text.language)
    if before and words_of(before) == words_of(text) and before.follows == text.follows:
        found.append(("same", _("Nothing was changed yet.")))
    if found:
        raise RuleRefused(also=found)


def _about(text: CampaignText) -> dict[str, str]:
    return {"language": text.language}
