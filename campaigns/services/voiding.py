"""Take people off lists that were made: what was not handed over is made anew without them.

Of what was handed over our own copies go, for everybody, in the transaction that takes the person
away. A list in the hands of an office cannot be called back. (docs/decisions/0017-deliveries.md)
"""

from datetime import datetime
from functools import partial

from django.db import transaction

from audit.services import record
from campaigns.delivering import store
from campaigns.models import DELIVERY_MOVES, Delivery, DeliveryLine, DeliveryStatus, Petition
from campaigns.models.delivery import DeliveryQuerySet
from campaigns.models.petition import SignatureQuerySet
from core.states import move


@transaction.atomic
def void_lists(*, signatures: SignatureQuerySet, at: datetime) -> int:
    """Void the files of deliveries that name any of these. Returns of how many.

    Call it while the rows of `signatures` still say that the name may be handed over, in the
    transaction that changes them. Lists of numbers, and lines that say "one signature from", name
    nobody and stay as they are. It waits for a worker that is just writing one of the lists, so no
    line is missed; workers pass a locked delivery by.
    """
    named = signatures.filter(name_handed_over=True).order_by()
    numbers = list(named.values_list("pk", "petition_id"))
    if not numbers:
        return 0
    petitions = {petition for _number, petition in numbers}
    mine = DeliveryLine.objects.filter(signature__in=[number for number, _petition in numbers])
    listed = _locked(Delivery.objects.filter(petition__in=petitions))
    void = [each for each in listed if mine.filter(delivery=each).exists()]
    for delivery in void:
        _void(delivery, at)
    return len(void)


@transaction.atomic
def forget_lines(*, signatures: SignatureQuerySet, at: datetime) -> int:
    """Void the files that name any of these, and forget which lines were theirs."""
    voided = void_lists(signatures=signatures, at=at)
    DeliveryLine.objects.filter(signature__in=signatures.order_by().values("pk")).delete()
    return voided


@transaction.atomic
def void_lists_of(*, petition: Petition, at: datetime) -> int:
    """Void all files that name anybody of one petition: its names are over. Returns of how many."""
    listed = _locked(Delivery.objects.filter(petition=petition))
    for delivery in listed:
        _void(delivery, at)
    DeliveryLine.objects.filter(delivery__petition=petition).delete()
    return len(listed)


def _locked(rows: DeliveryQuerySet) -> list[Delivery]:
    return list(rows.with_names().select_for_update(of=("self",)).order_by("pk"))


def _void(delivery: Delivery, at: datetime) -> None:
    """Destroy the key, so that the files are noise; have the list made anew if nobody has it."""
    delivery.codes.all().delete()
    if delivery.is_public or delivery.status == DeliveryStatus.CANCELLED:
        Delivery.objects.filter(pk=delivery.pk).update(sealed_key=None, erased_at=at)
        record(verb="delivery.erased", target=delivery, at=at)
        transaction.on_commit(partial(store.drop, delivery))
        return
    # The worker that begins anew removes the files: it alone knows that nobody writes to them.
    move(
        delivery,
        to=DeliveryStatus.APPROVED,
        moves=DELIVERY_MOVES,
        sealed_key=None,
        erased_at=at,
        made_at=None,
        head="",
        progress={},
        problem="",
    )
    record(verb="delivery.voided", target=delivery, at=at)
