"""Send letters that are as good as copies together: one mail a week to an office."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min

from audit.services import record
from campaigns.digest_text import Gathered, compose_digest
from campaigns.letter_text import Author
from campaigns.letter_wording import wording_for
from campaigns.models import CampaignStatus, Letter, LetterAction, LetterDigest, LetterState
from campaigns.models.letter_queries import LetterQuerySet
from campaigns.pacing import is_open
from core.sealed import seal_json, unseal_json
from outbox.relay import relay_address
from outbox.services import enqueue_letter

from .offices import Office

EVERY = timedelta(days=7)
FIRST_AFTER = timedelta(days=1)
# What one mail can hold. The other letters in own words wait for the next digest.
OWN_WORDS_AT_MOST = 100
NAMES_AT_MOST = 500


def make_digests(*, letter_action: LetterAction, office: Office, at: datetime) -> int:
    """Queue what waits together, if a digest is due. Returns how many letters are in it.

    One a week to an office, the first a day after somebody wrote. An office that wants digests, and
    one that is left with letters when the campaign has ended, gets all of them together: never all
    at once at the end. Runs in the dispatcher's transaction.
    """
    ended = _has_ended(letter_action, at)
    waiting = _waiting(letter_action, office, everything=ended or office.together)
    since = waiting.order_by().aggregate(since=Min("confirmed_at"))["since"]
    if since is None or not is_open(office.contact, at):
        return 0
    own = LetterDigest.objects.filter(letter_action=letter_action, post=office.post)
    last = own.order_by("-made_at").first()
    due = last.made_at + EVERY if last else since + FIRST_AFTER
    if at < due and not (ended and last is None):
        return 0
    digest = _take(waiting, letter_action, office, at)
    _send(digest, office, after=last, at=at)
    left = digest.letters.update(
        state=LetterState.QUEUED,
        message=digest.message,
        tenure=office.tenure,
        contact=office.contact,
        queued_at=at,
    )
    details = {"letters": left, "post": office.post.pk}
    record(verb="letters.digested", target=letter_action, details=details, at=at)
    return left


def _has_ended(letter_action: LetterAction, at: datetime) -> bool:
    campaign = letter_action.campaign
    over = campaign.closes is not None and campaign.closes < at.date()
    return over or campaign.status == CampaignStatus.CLOSED


def _waiting(letter_action: LetterAction, office: Office, *, everything: bool) -> LetterQuerySet:
    waiting = Letter.objects.awaiting_dispatch().filter(
        letter_action=letter_action, post=office.post
    )
    own: list[int] = []
    if everything:
        own = list(waiting.worth_a_mail().values_list("pk", flat=True)[:OWN_WORDS_AT_MOST])
    return waiting.unchanged_or(own)


def _take(
    waiting: LetterQuerySet, letter_action: LetterAction, office: Office, at: datetime
) -> LetterDigest:
    """Put the letters into a digest in one statement, and count what it holds then."""
    digest = LetterDigest.objects.create(
        letter_action=letter_action,
        post=office.post,
        tenure=office.tenure,
        contact=office.contact,
        period_from=at.date(),
        period_to=at.date(),
        number=1,
        made_at=at,
    )
    waiting.order_by().update(digest=digest)
    held = digest.letters.order_by()
    found = held.aggregate(number=Count("pk"), since=Min("confirmed_at"))
    digest.number, digest.period_from = found["number"], found["since"].date()
    digest.countries = dict(held.values_list("country").annotate(number=Count("pk")))
    digest.save(update_fields=["number", "period_from", "countries"])
    return digest


def _send(
    digest: LetterDigest,
    office: Office,
    *,
    after: LetterDigest | None,
    at: datetime,
) -> None:
    """Fix its text and hand it to the outbox, in the thread of the digest before it."""
    action = digest.letter_action
    text = compose_digest(
        letter_action=action,
        post=office.post,
        wording=wording_for(letter_action=action, post=office.post, seed=_seed(digest)),
        gathered=_gathered(digest),
        reference=digest.reference,
    )
    organisation = action.campaign.organisation.name
    digest.message = enqueue_letter(
        to=office.contact.value,
        subject=text.subject,
        body=text.body,
        from_name=organisation,
        reply_to=relay_address(digest.token),
        dedup_key=f"letter-digest:{digest.pk}",
        language=office.post.language,
        in_reply_to=after.message.message_id if after and after.message else "",
        at=at,
    )
    digest.text_sealed = seal_json({"subject": text.subject, "body": text.body})
    digest.save(update_fields=["message", "text_sealed"])


def _gathered(digest: LetterDigest) -> Gathered:
    """Open what the digest shows of single people, and no other letter."""
    own = digest.letters.worth_a_mail().values_list("sealed", "country")
    named = digest.letters.left_unchanged().filter(name_in_digest=True, sealed__isnull=False)
    return Gathered(
        number=digest.number,
        countries=digest.countries,
        since=digest.period_from,
        until=digest.period_to,
        own=[Author(country=country, **unseal_json(box)) for box, country in own if box],
        names=[
            name
            for box in named.values_list("sealed", flat=True)[:NAMES_AT_MOST]
            if (name := unseal_json(box or b"")["name"])
        ],
    )


def _seed(digest: LetterDigest) -> UUID:
    return UUID(int=digest.pk)
