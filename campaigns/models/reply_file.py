"""A file that an office attached to its mail, on its way to one person at the desk."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .reply import Reply

FILE_GOOD_FOR = timedelta(hours=1)


class ReplyFileQuerySet(models.QuerySet["ReplyFile"]):
    def wanted(self) -> "ReplyFileQuerySet":
        """Asked for, and not got ready yet."""
        return self.filter(sealed_key__isnull=False).order_by("pk")

    def over(self, *, at: datetime) -> "ReplyFileQuerySet":
        return self.filter(asked_at__lt=at - FILE_GOOD_FOR)


class ReplyFile(models.Model):
    """One attached file, for one person and an hour, in a box whose key is kept nowhere.

    The web makes the key, shows it to nobody and seals it for the workers; a worker takes the file
    out of the sealed mail, puts it in the box and forgets the key. The page that the person has
    open holds it.
    """

    reply = models.ForeignKey(
        Reply, verbose_name=_("reply"), on_delete=models.CASCADE, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("number of the file"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    sealed_key = models.BinaryField(_("key, sealed for the workers"), null=True)
    box = models.BinaryField(_("file, in its box"), null=True)
    asked_at = models.DateTimeField(_("asked for"))

    objects = ReplyFileQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("file of a reply")
        verbose_name_plural = _("files of replies")
        constraints = (
            models.UniqueConstraint(
                fields=("reply", "number", "person"), name="campaigns_replyfile_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reply_id}/{self.number}"
