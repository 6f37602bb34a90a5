"""Updates: written in the campaign's languages, seen by a second person, published with a cap.

What is published is told to signers by a worker (services.telling).
"""

import secrets
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import Event
from audit.services import record
from campaigns.models import (
    UPDATE_MOVES,
    Campaign,
    Update,
    UpdateKind,
    UpdateMail,
    UpdateStatus,
    UpdateText,
)
from campaigns.models.update import AT_MOST, AT_MOST_PER
from campaigns.own_link import own_page_link
from campaigns.update_mail import mail_of, stop_link
from campaigns.voice_permissions import OWN_UPDATE, has_written_update
from core.locks import lock
from core.rules import RuleRefused, Text
from core.states import move
from core.text import aggregate_figures
from outbox.models import Message, Stream
from outbox.services import enqueue
from outbox.services.withdrawing import withdraw

Finding = tuple[str, Text]


@transaction.atomic
def draft_update(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Update:
    """Begin an update of a campaign that was launched. Raises RuleRefused for any other."""
    if not campaign.is_public:
        raise RuleRefused(_("News begin when a campaign was launched."), code="not_launched")
    update = Update.objects.create(campaign=campaign, author=actor, drafted_at=at or timezone.now())
    record(verb="update.drafted", target=update, actor=actor, at=at)
    return update


@transaction.atomic
def write_update(
    *, update: Update, actor: User, language: str, at: datetime | None = None, **words: str
) -> Update:
    """Write a draft in one of the campaign's languages: `title`, `lead` and `body`.

    Empty words take the language out again. Whoever writes cannot publish it. (D5) Raises
    RuleRefused once it was handed in, and for a language that the campaign does not have.
    """
    current = Update.objects.select_for_update(of=("self",)).get(pk=update.pk)
    if current.status != UpdateStatus.DRAFT:
        raise RuleRefused(
            _("This update was handed in and cannot be changed now."), code="handed_in"
        )
    if language not in update.campaign.all_languages:
        raise RuleRefused(_("The campaign does not have this language."), code="language")
    if actor.pk != update.author_id:
        update.writers.add(actor)
    if any(words.values()):
        UpdateText.objects.update_or_create(update=update, language=language, defaults=words)
    else:
        UpdateText.objects.filter(update=update, language=language).delete()
    details = {"language": language}
    record(verb="update.written", target=update, actor=actor, details=details, at=at)
    return _read_again(update)


@transaction.atomic
def submit_update(*, update: Update, actor: User, at: datetime | None = None) -> Update:
    """Hand it in for a second person. Raises RuleRefused with everything that blocks it."""
    _refuse_blocked(update)
    move(update, to=UpdateStatus.REVIEW, moves=UPDATE_MOVES, reason="")
    record(verb="update.submitted", target=update, actor=actor, at=at)
    return update


@transaction.atomic
def return_update(
    *, update: Update, actor: User, reason: str, at: datetime | None = None
) -> Update:
    """Make it a draft again. Raises RuleRefused with code "reason" without one."""
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    move(update, to=UpdateStatus.DRAFT, moves=UPDATE_MOVES, reason=reason.strip())
    record(verb="update.returned", target=update, actor=actor, at=at)
    return update


@transaction.atomic
def publish_update(*, update: Update, actor: User, at: datetime | None = None) -> Update:
    """Publish what somebody else wrote: its page at once, its mails by a worker.

    Raises RuleRefused if the reviewer had a hand in it (D5), if something blocks it (D11), or with
    code "cap" if three went out in the last seven days: people leave whoever writes too often.
    """
    at = at or timezone.now()
    if has_written_update(actor, update):
        raise RuleRefused(OWN_UPDATE.reason, code="own_work")
    _refuse_blocked(update)
    _count_alone(update.campaign)
    if Update.objects.of(update.campaign).lately(at=at).count() >= AT_MOST:
        raise RuleRefused(
            _("Three updates went out in the last seven days. This one can go from %(day)s on.")
            % {"day": f"{next_free(update.campaign, at=at):%Y-%m-%d %H:%M} UTC"},
            code="cap",
        )
    move(
        update,
        to=UpdateStatus.PUBLISHED,
        moves=UPDATE_MOVES,
        number=_next_number(update.campaign),
        reviewer=actor,
        published_at=at,
        reason="",
    )
    record(verb="update.published", target=update, actor=actor, at=at)
    return update


def announce_reports(*, at: datetime | None = None) -> int:
    """Let published reports of closed campaigns go to their supporters, each once. (D16)

    The words are the campaign's, written by one person and published by another there; the cap does
    not hold back what is owed. Returns how many were begun.
    """
    at = at or timezone.now()
    reported = Campaign.objects.public().filter(report_published_at__isnull=False)
    owing = reported.exclude(updates__kind=UpdateKind.REPORT).order_by("pk")
    return sum(_announce_report(campaign, at) for campaign in owing)


@transaction.atomic
def withdraw_update(
    *, update: Update, actor: User, reason: str, at: datetime | None = None
) -> Update:
    """Take it back: its page says so and why, and mails that have not left do not leave.

    Raises RuleRefused with code "reason" without one.
    """
    if not reason.strip():
        raise RuleRefused(_("Say why it is taken back: people read it."), code="reason")
    # Whoever tells signers of it holds the same lock: its mails are there, or are never made.
    Update.objects.select_for_update(of=("self",)).get(pk=update.pk)
    move(update, to=UpdateStatus.WITHDRAWN, moves=UPDATE_MOVES, reason=reason.strip())
    unsent = UpdateMail.objects.filter(update=update).unsent().values("message")
    taken = withdraw(messages=Message.objects.filter(pk__in=unsent))
    details = {"mails": taken}
    record(verb="update.withdrawn", target=update, actor=actor, details=details, at=at)
    return update


@transaction.atomic
def send_test(*, update: Update, actor: User, language: str, at: datetime | None = None) -> Message:
    """Mail an update to the person who asks, in one language, as signers would get it.

    Its link to stop says that it is a test, and stops nothing. Raises RuleRefused if nothing is
    written in that language.
    """
    if language not in {text.language for text in update.texts.all()}:
        raise RuleRefused(_("Nothing is written in this language yet."), code="language")
    template, context = mail_of(update, language)
    link = stop_link(signature=0, language=language)
    record(verb="update.tested", target=update, actor=actor, at=at)
    return enqueue(
        template=template,
        to=actor.email,
        context=context,
        values={
            "unsubscribe_url": link,
            "one_click_url": link,
            "own_page": own_page_link(address=actor.email, language=language),
        },
        dedup_key=f"update:test:{update.pk}:{secrets.token_hex(8)}",
        language=language,
        stream=Stream.BULK,
        at=at or timezone.now(),
    )


def blockers_of(update: Update) -> list[Finding]:
    """Return what must be put right before it is handed in, each with its language."""
    return list(_blockers(update))


def next_free(campaign: Campaign, *, at: datetime) -> datetime:
    """Return the moment from which the next update may go out; `at` if one may now."""
    lately = Update.objects.of(campaign).lately(at=at).order_by("-published_at")
    moments = [moment for moment in lately.values_list("published_at", flat=True) if moment]
    return at if len(moments) < AT_MOST else moments[AT_MOST - 1] + AT_MOST_PER


def _blockers(update: Update) -> Iterator[Finding]:
    texts = list(update.texts.all())
    if update.campaign.language not in {text.language for text in texts}:
        yield (
            "language",
            _("Write it in the campaign’s own language at least: %(language)s.")
            % {"language": update.campaign.get_language_display()},
        )
    for text in texts:
        if not (text.title.strip() and text.lead.strip()):
            yield (
                "lead",
                _("A title or lead is missing: %(language)s.")
                % {"language": text.get_language_display()},
            )
        # What mails show first holds no aggregate figure: the same rule as for the page. (D11)
        if found := aggregate_figures(f"{text.title}\n{text.lead}"):
            yield (
                "lead",
                _("Move these figures to the text below the lead (%(language)s): %(found)s.")
                % {"language": text.get_language_display(), "found": ", ".join(found)},
            )


@transaction.atomic
def _announce_report(campaign: Campaign, at: datetime) -> int:
    _count_alone(campaign)
    if Update.objects.of(campaign).filter(kind=UpdateKind.REPORT).exists():
        return 0
    published = Event.objects.about(campaign).filter(verb="campaign.report_published").first()
    reviewer = published.actor if published else None
    if reviewer is None or campaign.report_author is None:
        return 0
    update = Update.objects.create(
        campaign=campaign,
        kind=UpdateKind.REPORT,
        author=campaign.report_author,
        reviewer=reviewer,
        status=UpdateStatus.PUBLISHED,
        number=_next_number(campaign),
        drafted_at=at,
        published_at=at,
    )
    record(verb="update.published", target=update, actor=reviewer, at=at)
    return 1


def _refuse_blocked(update: Update) -> None:
    if found := blockers_of(update):
        raise RuleRefused(also=found)


def _count_alone(campaign: Campaign) -> None:
    """Two who publish at once count one after the other."""
    lock(f"campaigns.updates:{campaign.pk}")


def _next_number(campaign: Campaign) -> int:
    last = Update.objects.of(campaign).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _read_again(update: Update) -> Update:
    return Update.objects.with_texts().get(pk=update.pk)
