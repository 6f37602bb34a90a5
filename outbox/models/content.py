"""What many messages have in common: rendered once, read by each sending."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentQuerySet(models.QuerySet["Content"]):
    def unused_since(self, moment: datetime) -> "ContentQuerySet":
        """Made before the moment, and no message has it."""
        return self.filter(created_at__lt=moment, messages=None)


class Content(models.Model):
    """Subject, text and HTML of a mail, with placeholders where recipients differ.

    Found by the digest of what was rendered, not of what went in: a template or a translation that
    a deploy has changed makes a new row by itself. Nothing here belongs to one person.
    """

    digest = models.BinaryField(_("digest"), max_length=32, unique=True)
    template = models.CharField(_("template"), max_length=120)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=400)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"))
    created_at = models.DateTimeField(_("created"))

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = _("content")
        verbose_name_plural = _("contents")

    def __str__(self) -> str:
        return f"{self.template} ({self.language})"
