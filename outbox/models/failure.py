"""Why a mail did not arrive, in the few words that decide what is done about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Failure(models.TextChoices):
    """One word for an SMTP reply, a status of RFC 3463, or what happened on our side."""

    MAILBOX_GONE = "mailbox_gone", _("the mailbox does not exist")
    MAILBOX_FULL = "mailbox_full", _("the mailbox is full")
    POLICY = "policy", _("refused for our reputation or by policy")
    TEMPORARY = "temporary", _("not for now")
    REFUSED = "refused", _("refused")
    BROKEN_OFF = "broken_off", _("the relay broke off")
    UNREACHABLE = "unreachable", _("the relay could not be reached")
    UNCLEAR = "unclear", _("no answer after the text")
    VANISHED = "vanished", _("the sending process vanished")
    UNMAKEABLE = "unmakeable", _("the mail could not be made")
