"""What people ask of their own page: the link to it, and a copy of their data."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.sealed import email_key

COPY_KEPT = timedelta(hours=24)


def own_key(address: str) -> bytes:
    """Return the blind index by which requests of a mailbox are found, and nothing else is."""
    return email_key(address, scope="own page")


class RequestQuerySet(models.QuerySet["OwnPageRequest"]):
    def of(self, address: str) -> "RequestQuerySet":
        """The requests of a mailbox."""
        return self.filter(address_key=own_key(address))


class OwnPageRequest(models.Model):
    """An address typed into the form for one's own page. A worker answers it and deletes the row.

    Whether anything was signed with it is asked there and not on the site, so that neither the
    answer nor the time it takes tells a stranger anything.
    """

    address_key = models.BinaryField(_("address, blind index"), max_length=32)
    address_sealed = models.BinaryField(_("address, sealed"))
    language = models.CharField(
        _("language of the page"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    asked_at = models.DateTimeField(_("asked"))

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = _("request for the own page")
        verbose_name_plural = _("requests for the own page")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class DataCopyQuerySet(models.QuerySet["DataCopy"]):
    def of(self, address: str) -> "DataCopyQuerySet":
        """The copy that a mailbox has asked for."""
        return self.filter(address_key=own_key(address))

    def to_be_made(self) -> "DataCopyQuerySet":
        """Asked for, and not made yet; the first asked first."""
        return self.filter(made_at=None).order_by("pk")

    def outlived(self, *, at: datetime) -> "DataCopyQuerySet":
        """Older than a day: to be deleted."""
        return self.filter(asked_at__lt=at - COPY_KEPT)


class DataCopy(models.Model):
    """A copy of what is known of one person, for that person, for a day.

    It is sealed under a key that exists in the emailed link alone. Neither the database nor the web
    server can open it; the address is gone from the row as soon as the copy is made.
    """

    address_key = models.BinaryField(_("address, blind index"), max_length=32, unique=True)
    address_sealed = models.BinaryField(_("address, sealed"), null=True)
    language = models.CharField(
        _("language of the page"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    asked_at = models.DateTimeField(_("asked"))
    made_at = models.DateTimeField(_("made"), null=True)
    box = models.BinaryField(_("copy, sealed for the link"), null=True)

    objects = DataCopyQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = _("copy of a person's data")
        verbose_name_plural = _("copies of people's data")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
