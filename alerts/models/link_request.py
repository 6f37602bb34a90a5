"""Somebody wants the link to their own page once more."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkRequest(models.Model):
    """An address typed into the form for a new link. A worker answers it and deletes the row.

    Whether the address is known is asked there and not on the site, so that neither the answer nor
    the time it takes tells a stranger anything.
    """

    email_key = models.BinaryField(_("address, blind index"), max_length=32)
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        ordering = ("id",)
        verbose_name = _("request for a link")
        verbose_name_plural = _("requests for a link")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
