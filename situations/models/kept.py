"""What is kept beside a brief and can be made again or thrown away: typed text, and its file."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .brief import Brief

KEPT_FOR = timedelta(days=30)


class KeptTextQuerySet(models.QuerySet["KeptText"]):
    def of(self, *, brief: Brief, writer: Any) -> "KeptTextQuerySet":
        """What this person typed in this brief and did not save."""
        return self.filter(brief=brief, writer=writer.pk)

    def outlived(self, *, at: datetime) -> "KeptTextQuerySet":
        """What nobody came back for."""
        return self.filter(kept_at__lt=at - KEPT_FOR)


class KeptText(models.Model):
    """What one person typed in the editor and has not saved. Nobody else is shown it."""

    brief = models.ForeignKey(
        Brief, verbose_name=_("brief"), on_delete=models.CASCADE, related_name="kept_texts"
    )
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("typed by"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    typed = models.JSONField(_("typed"), default=dict)
    kept_at = models.DateTimeField(_("kept"))

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept text")
        verbose_name_plural = _("kept texts")
        constraints = (
            models.UniqueConstraint(fields=("brief", "writer"), name="situations_kept_text_one"),
        )

    def __str__(self) -> str:
        return f"{self.brief_id} · {self.kept_at.isoformat()}"


class BriefFileQuerySet(models.QuerySet["BriefFile"]):
    def current(self, brief: Brief, *, recipe: str) -> "BriefFileQuerySet":
        """The file of a version, if it was made from what may be shown now."""
        return self.filter(brief=brief, recipe=recipe)


class BriefFile(models.Model):
    """The PDF of one version, with the hash that stands on its page.

    `recipe` is the hash of all that it was made from. A testimony that is withdrawn changes the
    recipe, so that the old file is served to nobody and is replaced at the next request. (D12)
    """

    brief = models.OneToOneField(
        Brief, verbose_name=_("brief"), on_delete=models.CASCADE, related_name="file"
    )
    recipe = models.CharField(_("recipe"), max_length=64)
    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    made_at = models.DateTimeField(_("made"))

    objects = BriefFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a brief")
        verbose_name_plural = _("files of briefs")
        constraints = (
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$", recipe__regex="^[0-9a-f]{64}$"),
                name="situations_brief_file_hashes",
            ),
        )

    def __str__(self) -> str:
        return self.sha256
