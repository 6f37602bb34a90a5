"""What was said about a warning, and whom its silence was taken to. Written once, never changed."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from .warning import EarlyWarning
from .warning_states import Reached


class Side(models.TextChoices):
    SENDER = "sender", _("whoever sent the warning")
    DESK = "desk", _("the warning desk")
    NOTE = "note", _("a note that stays at the desk")


class WarningMessageQuerySet(models.QuerySet["WarningMessage"]):
    def for_sender(self) -> "WarningMessageQuerySet":
        """What both sides may read."""
        return self.exclude(side=Side.NOTE)

    def unanswered(self, warnings: Iterable[EarlyWarning]) -> set[int]:
        """Which of these warnings wait for an answer: their sender has had the last word."""
        said = self.for_sender().filter(warning__in=warnings)
        last = said.order_by("warning_id", "-sent_at", "-pk").distinct("warning_id")
        sides = last.values_list("warning_id", "side")
        return {warning for warning, side in sides if side == Side.SENDER}

    def in_order(self) -> "WarningMessageQuerySet":
        """The oldest first, with who wrote it."""
        return self.select_related("author").order_by("sent_at", "pk")


class WarningMessage(models.Model):
    """One message between whoever sent a warning and its desk, or a note of the desk."""

    warning = models.ForeignKey(
        EarlyWarning,
        verbose_name=_("warning"),
        on_delete=models.PROTECT,
        related_name="messages",
    )
    side = models.CharField(_("by"), max_length=6, choices=Side.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    text = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent"))
    submission_key = models.BinaryField(
        _("form, blind index"), max_length=32, unique=True, null=True
    )

    objects = WarningMessageQuerySet.as_manager()

    class Meta:
        ordering = ("sent_at", "id")
        verbose_name = _("message about a warning")
        verbose_name_plural = _("messages about warnings")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(side=Side.SENDER, author=None)
                | models.Q(side__in=[Side.DESK, Side.NOTE], author__isnull=False),
                name="situations_warningmessage_side",
            ),
        )

    def __str__(self) -> str:
        return f"{self.warning} · {self.get_side_display()}"

    @property
    def is_from_sender(self) -> bool:
        return self.side == Side.SENDER


class Escalation(models.Model):
    """That a warning was overdue, and who was told then. (D9)"""

    warning = models.ForeignKey(
        EarlyWarning,
        verbose_name=_("warning"),
        on_delete=models.PROTECT,
        related_name="escalations",
    )
    reached = models.CharField(_("to"), max_length=8, choices=Reached.choices)
    status = models.CharField(_("status at that time"), max_length=20)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ("at", "id")
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")

    def __str__(self) -> str:
        return f"{self.warning} · {self.get_reached_display()}"


class PinAttemptQuerySet(models.QuerySet["PinAttempt"]):
    def count_try(self, *, key: bytes, at: datetime, window_began: datetime) -> int:
        """Count one try at a receipt number. Returns how many there were since `window_began`."""
        # One statement, so that of many tries at once none goes uncounted.
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO situations_pinattempt AS known (key, tries, began_at)"
                " VALUES (%(key)s, 1, %(at)s) ON CONFLICT (key) DO UPDATE SET"
                " tries = CASE WHEN known.began_at < %(began)s THEN 1 ELSE known.tries + 1 END,"
                " began_at = CASE WHEN known.began_at < %(began)s THEN %(at)s"
                " ELSE known.began_at END RETURNING tries",
                {"key": key, "at": at, "began": window_began},
            )
            (tries,) = cursor.fetchone()
        return int(tries)

    def forget_tries(self, key: bytes) -> None:
        """Begin anew for a number whose holder has shown the PIN."""
        self.filter(key=key).delete()

    def outlived(self, *, before: datetime) -> "PinAttemptQuerySet":
        """Counts that hold nobody up any more."""
        return self.filter(began_at__lt=before)


class PinAttempt(models.Model):
    """How often a receipt number was tried lately, whether or not there is such a number.

    By the number and never by the address that asked: nothing here says who came.
    """

    key = models.BinaryField(_("receipt number, blind index"), max_length=32, unique=True)
    tries = models.PositiveIntegerField(_("tries"))
    began_at = models.DateTimeField(_("first try"))

    objects = PinAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("tries at a PIN")
        verbose_name_plural = _("tries at PINs")

    def __str__(self) -> str:
        return f"{self.tries}"
