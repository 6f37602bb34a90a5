"""The mails of the warning desk. None holds a word of a warning: others read mail on its way."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from accounts.models import Organisation, User
from outbox.services import enqueue
from situations.models import EarlyWarning

# So many warnings of one hour are told one by one; from then on one mail an hour says the same.
ONE_BY_ONE = 6
HOUR = timedelta(hours=1)

DESK_MAIL = "situations/email/warning_desk"
ANSWER_MAIL = "situations/email/warning_answer"


def tell_of_arrival(warning: EarlyWarning, *, people: Iterable[User], at: datetime) -> None:
    """Tell those on duty that a warning came in, without burying them when very many come."""
    lately = EarlyWarning.objects.in_organisation(warning.organisation).since(at - HOUR).count()
    key = f"{warning.pk}" if lately <= ONE_BY_ONE else f"hour:{at:%Y%m%d%H}"
    tell_desk(
        people,
        deed="received",
        organisation=warning.organisation,
        link=reverse("situations:desk_warnings"),
        key=f"received:{key}",
    )


def tell_desk(
    people: Iterable[User],
    *,
    deed: str,
    organisation: Organisation | None,
    link: str,
    key: str,
) -> None:
    """Tell people at the desk what waits for them."""
    for person in people:
        enqueue(
            template=DESK_MAIL,
            to=person.email,
            context={"deed": deed, "hours": settings.WARNING_ACKNOWLEDGE_HOURS},
            values={
                "link": settings.BASE_URL + link,
                "organisation": organisation.name if organisation else settings.SITE_NAME,
            },
            dedup_key=f"warning:{key}:{person.pk}",
            language=person.language,
        )


def tell_sender(warning: EarlyWarning, *, address: str) -> None:
    """Tell whoever sent a warning that there is an answer: not what about, nor what it says."""
    path = reverse("situations:warning_answers")
    tail = "" if warning.language == "en" else f"?lang={warning.language}"
    stamp = warning.news_at.timestamp() if warning.news_at else 0
    enqueue(
        template=ANSWER_MAIL,
        to=address,
        values={"link": f"{settings.BASE_URL}{path}{tail}"},
        dedup_key=f"warning:answer:{warning.pk}:{stamp}",
        language=warning.language,
    )
