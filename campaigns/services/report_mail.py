"""Remind those who can do something about it that a report to supporters is overdue. (D16)"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from accounts.models import Membership, User
from campaigns.models import Campaign
from outbox.services import enqueue

TEMPLATE = "campaigns/email/report_overdue"


def tell_members(*, campaign: Campaign, at: datetime) -> int:
    """Queue a mail to each who writes or approves for the campaign's organisation.

    One writes the report and another publishes it, so both are told. One mail a day and person at
    most, however often it is asked for. Returns how many mails.
    """
    people = Membership.objects.who_campaign(campaign.organisation)
    for member in people:
        _tell(campaign, member.user, at)
    return len(people)


def _tell(campaign: Campaign, person: User, at: datetime) -> None:
    with translation.override(person.language):
        due = date_format(campaign.report_due_on, "j F Y") if campaign.report_due_on else ""
    path = reverse("campaigns:desk_report", args=[campaign.pk])
    enqueue(
        template=TEMPLATE,
        to=person.email,
        context={
            "title": campaign.text_in(person.language).title,
            "organisation": campaign.organisation.name,
            "day": due,
        },
        values={"link": f"{settings.BASE_URL}{path}"},
        dedup_key=f"report:overdue:{campaign.pk}:{at:%Y%m%d}:{person.pk}",
        language=person.language,
    )
