"""Remind those who decide about answers of the ones that nobody has looked at.

Only an accepted answer stops a clock. One that lies unread lets an office be shown as silent that
has answered, which is worse than an office that is silent.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from campaigns.models import Reply
from outbox.services import enqueue

from .letter_alarm import staff_for_letters

TEMPLATE = "campaigns/email/replies_waiting"
SOON = timedelta(days=2)


def remind_of_replies(*, at: datetime | None = None) -> int:
    """Queue a mail to each who can decide about answers that wait for two days. Returns how many.

    Members of the organisation for answers to its letters, staff for those of which nobody knows
    what they answer. One mail a day, organisation and person at most, however often it is asked
    for, and with a number alone: what offices write stays on the desk.
    """
    at = at or timezone.now()
    late = Reply.objects.to_decide().filter(received_at__lte=at - SOON)
    told = 0
    organisations = Organisation.objects.filter(pk__in=late.values("campaign__organisation"))
    for organisation in organisations.order_by("pk"):
        number = late.filter(campaign__organisation=organisation).count()
        for member in Membership.objects.who_campaign(organisation):
            _tell(member.user, number, at, organisation=organisation)
            told += 1
    if number := late.filter(campaign=None).count():
        for person in staff_for_letters():
            _tell(person, number, at)
            told += 1
    return told


def _tell(
    person: User, number: int, at: datetime, *, organisation: Organisation | None = None
) -> None:
    about = organisation.pk if organisation else "unmatched"
    enqueue(
        template=TEMPLATE,
        to=person.email,
        context={"number": number, "organisation": organisation.name if organisation else ""},
        values={"link": settings.BASE_URL + reverse("campaigns:desk_replies")},
        dedup_key=f"replies:{about}:{at:%Y%m%d}:{person.pk}",
        language=person.language,
        at=at,
    )
