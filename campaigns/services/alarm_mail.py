"""Tell staff of alarms: once each, with numbers and a link, and nothing that leads to a person."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from campaigns.models import Alarm
from outbox.services import enqueue

TEMPLATE = "campaigns/email/alarm"


def tell_staff(alarms: Iterable[Alarm], *, at: datetime) -> int:
    """Queue one mail about each petition to each reviewer. Returns how many mails.

    The key holds the hour: whatever is raised, a person gets one such mail per petition and hour.
    """
    told = 0
    of_petition = defaultdict(list)
    for alarm in alarms:
        of_petition[alarm.petition].append(alarm)
    for petition, its in of_petition.items():
        for person in reviewers():
            enqueue(
                template=TEMPLATE,
                to=person.email,
                context={
                    "title": petition.campaign.title,
                    "alarms": [_facts(alarm) for alarm in its],
                    "proof": any(alarm.asked_proof for alarm in its),
                },
                values={"link": settings.BASE_URL + _link(its)},
                dedup_key=f"alarm:{petition.pk}:{at:%Y%m%d%H}:{person.pk}",
                language=person.language,
                priority=1,
            )
            told += 1
        Alarm.objects.filter(pk__in=[alarm.pk for alarm in its]).update(mailed_at=at)
    return told


def reviewers() -> list[User]:
    """The staff who may decide about signatures."""
    may = Permission.objects.filter(
        codename="change_signature", content_type__app_label="campaigns"
    )
    given = Q(is_superuser=True) | Q(user_permissions__in=may) | Q(groups__permissions__in=may)
    staff = User.objects.filter(is_staff=True, is_active=True)
    return list(staff.filter(given).distinct().order_by("pk"))


def _facts(alarm: Alarm) -> dict[str, str | int]:
    """What the mail says of an alarm. A group's short name is of no use in a mail."""
    return {"kind": alarm.kind, "seen": alarm.seen, "bound": alarm.bound, "held": alarm.held}


def _link(alarms: list[Alarm]) -> str:
    if len(alarms) == 1:
        return reverse("admin:campaigns_alarm_change", args=[alarms[0].pk])
    return reverse("admin:campaigns_petition_integrity", args=[alarms[0].petition_id])
