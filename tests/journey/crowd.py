"""Four hundred people who each confirm, and are told twice: a thousand mails, by real workers.

    python -m tests.journey.crowd ask       400 requests to confirm
    python -m tests.journey.crowd confirm   all of them press their button
    python -m tests.journey.crowd publish   one public event: 200 are told at once, 200 in a digest

Run as a worker. The mails themselves are made and sent by the site that runs beside it.
"""

import sys

import django

django.setup()

from alerts.models import Cadence, Confirmation  # noqa: E402 - Django has to be set up before
from alerts.services import ask_to_subscribe, confirm_subscription  # noqa: E402 - likewise
from audit.services import record  # noqa: E402 - likewise
from situations.models import Brief  # noqa: E402 - likewise

PEOPLE = 400
DOMAIN = "crowd.example.org"


def ask() -> None:
    for number in range(PEOPLE):
        ask_to_subscribe(
            address=f"reader{number}@{DOMAIN}",
            kind="everything",
            language=("en", "fr", "ar")[number % 3],
            cadence=Cadence.DAILY if number % 2 else Cadence.AT_ONCE,
        )


def confirm() -> None:
    for confirmation in Confirmation.objects.order_by("-pk")[:PEOPLE]:
        confirm_subscription(confirmation=confirmation)


def publish() -> None:
    """A brief that is there already is published once more, as far as alerts can tell."""
    brief = Brief.objects.published().latest("pk")
    record(verb="brief.published", target=brief, public=True)


if __name__ == "__main__":
    {"ask": ask, "confirm": confirm, "publish": publish}[sys.argv[1]]()
