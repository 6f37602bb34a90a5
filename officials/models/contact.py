"""Where an office can be reached. Never shown to the public, never deleted: retired."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator, validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.states import move
from officials.languages import Language

STALE_AFTER = timedelta(days=365)


class ContactKind(models.TextChoices):
    EMAIL = "email", _("email")
    POSTAL = "postal", _("postal address")
    WEB_FORM = "web_form", _("web form")
    PHONE = "phone", _("telephone")


class ContactStatus(models.TextChoices):
    UNVERIFIED = "unverified", _("not verified")
    VERIFIED = "verified", _("verified")
    FAILING = "failing", _("failing")
    REFUSED = "refused", _("refused by the office")
    RETIRED = "retired", _("retired")


CONTACT_MOVES = {
    ContactStatus.UNVERIFIED: {
        ContactStatus.VERIFIED,
        ContactStatus.FAILING,
        ContactStatus.REFUSED,
        ContactStatus.RETIRED,
    },
    ContactStatus.VERIFIED: {
        ContactStatus.VERIFIED,
        ContactStatus.FAILING,
        ContactStatus.REFUSED,
        ContactStatus.RETIRED,
    },
    ContactStatus.FAILING: {
        ContactStatus.VERIFIED,
        ContactStatus.REFUSED,
        ContactStatus.RETIRED,
    },
    # Only a person who has asked the office lifts its refusal.
    ContactStatus.REFUSED: {ContactStatus.VERIFIED, ContactStatus.RETIRED},
    ContactStatus.RETIRED: set(),
}

USABLE = (ContactStatus.VERIFIED, ContactStatus.UNVERIFIED)


class ContactQuerySet(models.QuerySet["Contact"]):
    def usable(self) -> "ContactQuerySet":
        """Those that may be written to: not failing, refused or retired."""
        return self.filter(status__in=USABLE)

    def current(self) -> "ContactQuerySet":
        """Those that are not history."""
        return self.exclude(status=ContactStatus.RETIRED)

    def stale(self, *, on: date | None = None) -> "ContactQuerySet":
        """Current ones that nobody has verified within a year."""
        since = (on or timezone.localdate()) - STALE_AFTER
        return self.current().filter(Q(verified_on=None) | Q(verified_on__lt=since))


class Contact(models.Model):
    """One way to reach a post. It belongs to the office, so that it outlives the holder."""

    post = models.ForeignKey(
        "officials.Post",
        verbose_name=_("post"),
        on_delete=models.PROTECT,
        related_name="contacts",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind.choices)
    value = models.TextField(
        _("address or number"), max_length=500, validators=[MaxLengthValidator(500)]
    )
    label = models.CharField(_("label"), max_length=80, blank=True, help_text=_("Press office."))
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ContactStatus.choices,
        default=ContactStatus.UNVERIFIED,
    )
    source_url = models.URLField(_("source"), max_length=300)
    verified_on = models.DateField(_("last verified"), null=True, blank=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "-added_at", "-pk")
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = (
            models.UniqueConstraint(
                "post",
                "kind",
                models.functions.Lower("value"),
                condition=~Q(status="retired"),
                name="officials_contact_once",
                violation_error_message=_("This office has this contact already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ContactKind.values), name="officials_contact_kind"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ContactStatus.values), name="officials_contact_status"
            ),
            models.CheckConstraint(
                condition=~Q(status="verified") | Q(verified_on__isnull=False),
                name="officials_contact_verified_on_a_day",
                violation_error_message=_("Say when it was verified."),
            ),
            models.CheckConstraint(
                condition=Q(status="retired", retired_at__isnull=False)
                | (~Q(status="retired") & Q(retired_at=None)),
                name="officials_contact_retired_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.value}"

    def clean(self) -> None:
        """Raise ValidationError when the value is none of its kind."""
        check = {ContactKind.EMAIL: validate_email, ContactKind.WEB_FORM: URLValidator()}
        validate: Any = check.get(ContactKind(self.kind)) if self.kind else None
        if validate:
            try:
                validate(self.value)
            except ValidationError as error:
                raise ValidationError({"value": error.messages}) from None

    @property
    def is_usable(self) -> bool:
        return self.status in USABLE

    @property
    def is_retired(self) -> bool:
        return self.status == ContactStatus.RETIRED

    @property
    def is_stale(self) -> bool:
        """Nobody has verified it within a year."""
        since = timezone.localdate() - STALE_AFTER
        return self.verified_on is None or self.verified_on < since

    def verify(self, *, on: date) -> None:
        """Note that somebody checked on a day that the office is reached here.

        Raises MoveRefused for one that is retired: it is history.
        """
        move(self, to=ContactStatus.VERIFIED, moves=CONTACT_MOVES, verified_on=on)

    def retire(self, *, at: datetime) -> None:
        """Make it history: never used again, kept to be read. Raises MoveRefused if it is so."""
        move(self, to=ContactStatus.RETIRED, moves=CONTACT_MOVES, retired_at=at)

    def refuse(self) -> None:
        """Note that the office asked not to be written to here. Raises MoveRefused if retired."""
        move(self, to=ContactStatus.REFUSED, moves=CONTACT_MOVES)
