"""An office on the day on which letters leave: who holds it, and where it is reached."""

from dataclasses import dataclass
from datetime import datetime

from campaigns.models import Hold, OfficeBlock, Onward
from core.rules import RuleRefused
from officials.models import Contact, ContactStatus, Post, Prefers, Tenure
from outbox.addresses import AddressRefused, mailable


@dataclass(frozen=True)
class Office:
    """Who holds an office, where it is reached, and whether it gets letters together only."""

    post: Post
    tenure: Tenure
    contact: Contact
    together: bool = False

    @property
    def domain(self) -> str:
        return self.contact.value.rpartition("@")[2].lower()


class OfficeSilent(RuleRefused):
    """Nobody can be written to at this office today. The code is a Hold."""


def office_on(post: Post, at: datetime) -> Office:
    """Return who can be written to at the post now. Raises OfficeSilent if nobody can.

    An office that refused letters, or whose mail system did, is not written to by another way.
    """
    tenure = post.holder_on(at.date())
    if tenure is None or not post.is_active(at.date()):
        raise OfficeSilent("Nobody holds this office.", code=Hold.VACANT)
    contact = post.contact_for("email")
    if contact is None or contact.prefers == Prefers.NONE:
        code = Hold.REFUSED if contact or _refused(post) else Hold.NO_CONTACT
        raise OfficeSilent("It has no address to write to.", code=code)
    try:
        mailable(contact.value)
    except AddressRefused as error:
        raise OfficeSilent("Its address cannot be used.", code=Hold.NO_CONTACT) from error
    onward = _onward(contact)
    if onward in (Onward.WAITS, Onward.PAPER):
        raise OfficeSilent("Its mail system refuses our mail.", code=Hold.BLOCKED)
    together = onward == Onward.DIGEST or contact.prefers == Prefers.DIGEST
    return Office(post, tenure, contact, together)


def _refused(post: Post) -> bool:
    """Whether it has an address, and asked not to be written to there."""
    return any(
        contact.kind == "email" and contact.status == ContactStatus.REFUSED
        for contact in post.contacts.all()
    )


def _onward(contact: Contact) -> str:
    """Return how letters go on after a refusal by policy: the stricter, if there are several."""
    found = set(OfficeBlock.objects.standing().of(contact).values_list("onward", flat=True))
    for onward in (Onward.WAITS, Onward.PAPER, Onward.DIGEST):
        if onward in found:
            return onward
    return Onward.MAIL
