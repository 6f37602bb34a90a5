"""Tell staff that something is wrong with letters: once each, with numbers and no names."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from outbox.services import enqueue

TEMPLATE = "campaigns/email/letters_alarm"


def tell_staff_of_letters(*, kind: str, key: str, about: str, at: datetime, number: int = 0) -> int:
    """Queue one mail to each of the staff who may decide about letters. Returns how many.

    `kind` is "blocked" (a mail system refuses us; `about` is its domain) or "astray" (letters are
    in no lawful place; `about` says of which kinds, `number` how many).
    """
    told = staff_for_letters()
    page = "admin:campaigns_officeblock_changelist" if kind == "blocked" else ""
    page = page or "admin:campaigns_letter_changelist"
    for person in told:
        enqueue(
            template=TEMPLATE,
            to=person.email,
            context={"kind": kind, "about": about, "number": number},
            values={"link": settings.BASE_URL + reverse(page)},
            dedup_key=f"letters_alarm:{key}:{person.pk}",
            language=person.language,
            priority=1,
            at=at,
        )
    return len(told)


def staff_for_letters() -> list[User]:
    """The staff who may change how letters go on."""
    may = Permission.objects.filter(
        codename="change_officeblock", content_type__app_label="campaigns"
    )
    given = Q(is_superuser=True) | Q(user_permissions__in=may) | Q(groups__permissions__in=may)
    staff = User.objects.filter(is_staff=True, is_active=True)
    return list(staff.filter(given).distinct().order_by("pk"))
