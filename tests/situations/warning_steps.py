"""What tests of the warning desk do over and over."""

from uuid import uuid4

from outbox.models import Message
from situations import services
from situations.models import EarlyWarning, WarningStatus
from tests.factories.warnings import AT, make_warning


def hand_in(**more):
    said = {"place": "The ford below Tal Amer", "feared": "They will come back with the lists."}
    return services.hand_in_warning(**({"nonce": str(uuid4()), "at": AT} | said | more))


def in_triage(organisation, officer, **more):
    warning = make_warning(
        organisation=organisation, owner=officer, status=WarningStatus.IN_TRIAGE, **more
    )
    return EarlyWarning.objects.get(pk=warning.pk)


def told(user):
    return Message.objects.filter(dedup_key__endswith=f":{user.pk}").order_by("pk")


def subjects(user):
    return [message.content.subject for message in told(user)]
