"""Files of officials that staff hand in: looked at first, applied or dropped within the hour."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEEP_FOR = timedelta(hours=1)


class UploadStatus(models.TextChoices):
    PREVIEWED = "previewed", _("previewed")
    APPLIED = "applied", _("applied")
    EXPIRED = "expired", _("expired")


UPLOAD_MOVES = {
    UploadStatus.PREVIEWED: {UploadStatus.APPLIED, UploadStatus.EXPIRED},
    UploadStatus.APPLIED: set(),
    UploadStatus.EXPIRED: set(),
}


class OfficialsImportQuerySet(models.QuerySet["OfficialsImport"]):
    def visible_to(self, user: Any) -> "OfficialsImportQuerySet":
        """A person's own: whoever applies a file has looked at it."""
        return self.filter(uploaded_by=user) if user.is_authenticated else self.none()

    def waiting(self, *, at: datetime | None = None) -> "OfficialsImportQuerySet":
        """Previewed within the last hour and neither applied nor dropped."""
        since = (at or timezone.now()) - KEEP_FOR
        return self.filter(status=UploadStatus.PREVIEWED, uploaded_at__gt=since)

    def overdue(self, *, at: datetime | None = None) -> "OfficialsImportQuerySet":
        """Previewed an hour ago or more, and never applied."""
        since = (at or timezone.now()) - KEEP_FOR
        return self.filter(status=UploadStatus.PREVIEWED, uploaded_at__lte=since)


class OfficialsImport(models.Model):
    """One file: its bytes while it waits, and for ever what it changed.

    The bytes stay here between preview and deed, so that what is applied is what was looked at,
    byte by byte, whatever the browser sends the second time.
    """

    file_name = models.CharField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    country = models.CharField(
        _("country of the institutions"),
        max_length=2,
        blank=True,
        help_text=_("Of a Popolo file, which does not say it."),
    )
    content = models.BinaryField(_("the file"), null=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=UploadStatus.choices,
        default=UploadStatus.PREVIEWED,
    )
    counts = models.JSONField(_("counts"), default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    uploaded_at = models.DateTimeField(_("handed in"))
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)

    objects = OfficialsImportQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        verbose_name = _("import of officials")
        verbose_name_plural = _("imports of officials")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=UploadStatus.values), name="officials_import_status"
            ),
            models.CheckConstraint(
                condition=Q(status="previewed") | Q(content=None),
                name="officials_import_drops_the_file",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} · {self.sha256[:12]}"
