"""The states of a signature, the moves between them, and what goes with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignatureState(models.TextChoices):
    PENDING = "pending", _("not confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    HELD = "held", _("held for review")
    REMOVED = "removed", _("taken out")


# What its signer withdraws or has erased is deleted, and has no state any more.
SIGNATURE_MOVES = {
    SignatureState.PENDING: {SignatureState.CONFIRMED, SignatureState.HELD},
    SignatureState.CONFIRMED: {SignatureState.REMOVED},
    SignatureState.HELD: {
        SignatureState.PENDING,
        SignatureState.CONFIRMED,
        SignatureState.REMOVED,
    },
    SignatureState.REMOVED: {SignatureState.CONFIRMED, SignatureState.HELD},
}


class SignatureHold(models.TextChoices):
    """Why a worker or a person set a signature aside."""

    TRAPPED = "trapped", _("filled in by a program")
    UNPROVEN = "proof", _("without the calculation asked for")
    NETWORK = "network", _("many from one network")
    BLOCK = "block", _("many from neighbouring networks")
    DOMAIN = "domain", _("many mailboxes of one domain")
    COUNTRY = "country", _("more from a country than is plausible")
    STAFF = "staff", _("set aside by staff")


class Display(models.TextChoices):
    FULL = "full", _("my full name")
    INITIAL = "initial", _("my first name and initial")
    COUNTRY = "country", _("my country only")
    HIDDEN = "hidden", _("nothing about me")
