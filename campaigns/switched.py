"""What staff have switched off while something is wrong: the questions. (models.switch)

The deeds are in services.switching. Bulk mail asks its own stream's pause, in the outbox.
"""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from .models import Petition, Switch, SwitchKind


def lists_are_shown() -> bool:
    """Return whether lists of signers and tables of places are shown."""
    return not Switch.objects.filter(kind=SwitchKind.LISTS).exists()


def signing_notice(petition: Petition) -> str | None:
    """Return what people read while signing is paused, perhaps nothing; None while it is not."""
    switches = Switch.objects.filter(Q(petition=petition) | Q(petition=None), kind="signing")
    return switches.order_by("petition").values_list("message", flat=True).first()


def with_signing_notice(petitions: QuerySet[Petition]) -> QuerySet[Petition]:
    """Bring the same with each petition as `signing_paused`: in its statement, for the hot path."""
    switches = Switch.objects.filter(
        Q(petition=OuterRef("pk")) | Q(petition=None), kind=SwitchKind.SIGNING
    ).order_by("petition")
    return petitions.annotate(signing_paused=Subquery(switches.values("message")[:1]))
