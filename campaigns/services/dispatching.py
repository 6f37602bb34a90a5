"""Send confirmed letters, a few at a time. What became of each: services.following.

A letter is written to a post. Who holds it, where it is reached and how it is addressed are found
out here, on the day on which the letter leaves.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from audit.services import record
from campaigns.letter_text import Author, LetterText, compose_letter
from campaigns.letter_wording import current_facts, is_good, wording_of
from campaigns.models import LETTER_MOVES, CaseFacts, Hold, Letter, LetterAction, LetterState
from campaigns.models.letter_queries import LetterQuerySet
from campaigns.pacing import DAY, HOUR, PER_CONTACT, PER_DOMAIN, Pace, caps_of, may_leave
from core.locks import lock
from core.sealed import seal_json, unseal_json
from core.states import move
from officials.models import Post
from outbox.relay import relay_address
from outbox.services import enqueue_letter

from .digesting import make_digests
from .held import hold, take_up
from .measuring import measure_letters
from .offices import Office, OfficeSilent, office_on

PER_POST_AND_HOUR, PER_POST_AND_DAY = PER_CONTACT
# Caps reach over offices: those of one domain are planned by one dispatcher at a time.
LOCK = "letters.dispatch"


def dispatch_letters(*, at: datetime | None = None) -> dict[str, int]:
    """Hand confirmed letters to the outbox, within each office's caps. Returns what was done.

    Letters to an office that nobody holds, or that has no address, are held; those held before are
    taken up again as soon as there is somebody. Letters in words of their own leave one by one in
    the office's hours; the others wait for its weekly digest. Each post is one transaction.
    """
    at = at or timezone.now()
    measure_letters()
    done = {"resumed": 0, "queued": 0, "held": 0}
    for post in _posts(Letter.objects.held_for_office()):
        done["resumed"] += _resume(post, at)
    for post in _posts(Letter.objects.awaiting_dispatch()):
        found = _dispatch_to(post, at)
        if found is None:  # another dispatcher is at work, and comes to these offices
            break
        queued, held = found
        done["queued"] += queued
        done["held"] += held
    return done


def text_as_of(letter: Letter, on: datetime, *, facts: CaseFacts | None = None) -> LetterText:
    """Return a letter as it reads on the day. Needs the private key. Raises SealClosed."""
    person = unseal_json(letter.sealed or b"")
    return compose_letter(
        letter_action=letter.letter_action,
        post=letter.post,
        author=Author(country=letter.country, **person),
        reference=letter.reference,
        on=on.date(),
        wording=wording_of(
            letter_action=letter.letter_action, variant=letter.variant, facts=facts or letter.facts
        ),
    )


def _posts(letters: LetterQuerySet) -> list[Post]:
    ids = letters.order_by().values_list("post", flat=True).distinct()
    return list(Post.objects.with_address().filter(pk__in=list(ids)).order_by("pk"))


@transaction.atomic
def _resume(post: Post, at: datetime) -> int:
    try:
        office_on(post, at)
    except OfficeSilent:
        return 0
    return take_up(Letter.objects.held_for_office().filter(post=post))


@transaction.atomic
def _dispatch_to(post: Post, at: datetime) -> tuple[int, int] | None:
    """Queue what the caps leave room for. Returns how many were queued and how many held.

    None, and nothing done, while another dispatcher holds the lock.
    """
    if not lock(LOCK, wait=False):
        return None
    waiting = Letter.objects.awaiting_dispatch().filter(post=post)
    try:
        office = office_on(post, at)
    except OfficeSilent as silent:
        return 0, hold(waiting, silent.codes[0], at)
    held, queued = 0, 0
    actions = waiting.order_by().values_list("letter_action", flat=True).distinct()
    for action in LetterAction.objects.select_related("campaign__organisation").filter(
        pk__in=list(actions)
    ):
        own = waiting.filter(letter_action=action)
        held += _hold_outdated(own, action, office, at)
        queued += make_digests(letter_action=action, office=office, at=at)
    singly = waiting.still_running(at.date()).worth_a_mail()
    if not office.together:
        queued += _send_some(singly, office, at)
    return queued, held


def _hold_outdated(
    waiting: LetterQuerySet, action: LetterAction, office: Office, at: datetime
) -> int:
    """Hold what does not read any more as its author confirmed it. Returns how many."""
    facts = current_facts(action)
    if not is_good(facts, at.date()):
        return hold(waiting, Hold.FACTS_EXPIRED, at)
    held = hold(waiting.on_other_facts(facts), Hold.FACTS_CHANGED, at)
    changed = waiting.seen_with_another(office.tenure)
    if action.to_person:
        return held + hold(changed, Hold.HOLDER_CHANGED, at)
    if number := changed.update(seen_tenure=office.tenure):
        details = {"letters": number, "post": office.post.pk}
        record(verb="letters.readdressed", target=action, details=details, at=at)
    return held


def _send_some(waiting: LetterQuerySet, office: Office, at: datetime) -> int:
    """Let go what may leave now. Returns how many."""
    first = waiting.values_list("public_id", flat=True).first()
    if first is None:
        return 0
    contact = office.contact
    own, last = _pace(Letter.objects.to_mailbox(contact), *caps_of(contact), at)
    domain, _last = _pace(Letter.objects.to_domain(office.domain), *PER_DOMAIN, at)
    room = may_leave(contact, at=at, paces=[own, domain], last=last, seed=first.int)
    letters = waiting.for_dispatch().select_for_update(of=("self",), skip_locked=True)
    taken = list(letters[:room])
    for letter in taken:
        _send(letter, office, at)
    return len(taken)


def _pace(
    letters: LetterQuerySet, per_hour: int, per_day: int, at: datetime
) -> tuple[Pace, datetime | None]:
    """Return how many mails with letters there were lately, and when the last one was."""
    hour = Count("message", distinct=True, filter=Q(queued_at__gt=at - HOUR))
    found = letters.dispatched_since(at - DAY).aggregate(
        hour=hour, day=Count("message", distinct=True), last=Max("queued_at")
    )
    pace = Pace(per_hour=per_hour, per_day=per_day, last_hour=found["hour"], last_day=found["day"])
    return pace, found["last"]


def _send(letter: Letter, office: Office, at: datetime) -> None:
    """Fix the text as it leaves, and hand it to the outbox, which sends it once."""
    letter.post = office.post  # with all that its form of address needs
    text = text_as_of(letter, at)
    organisation = letter.letter_action.campaign.organisation.name
    message = enqueue_letter(
        to=office.contact.value,
        subject=text.subject,
        body=text.body,
        from_name=unseal_json(letter.sealed or b"")["name"] or organisation,
        via=organisation,
        reply_to=relay_address(letter.token),
        dedup_key=f"letter:{letter.pk}",
        language=office.post.language,
        at=at,
    )
    move(
        letter,
        to=LetterState.QUEUED,
        moves=LETTER_MOVES,
        field="state",
        tenure=office.tenure,
        contact=office.contact,
        text_sealed=seal_json({"subject": text.subject, "body": text.body}),
        message=message,
        queued_at=at,
    )
