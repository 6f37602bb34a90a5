"""What was done, by whom, to what, and when. Written once, never changed."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .verbs import VERBS


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> "EventQuerySet":
        """Events that anybody may know of."""
        return self.filter(public=True)

    def about(self, target: models.Model) -> "EventQuerySet":
        """Events whose object is `target`."""
        return self.filter(object_type=target._meta.label_lower, object_id=str(target.pk))


class Event(models.Model):
    """One line of the audit trail.

    PostgreSQL itself refuses UPDATE, DELETE and TRUNCATE (see the migrations), so that neither a
    fault of ours nor raw SQL in the application's name can rewrite what happened. Hence no personal
    data in `details`: it could never be erased.
    """

    verb = models.CharField(_("verb"), max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty when the site itself acted, or a visitor did."),
    )
    object_type = models.CharField(_("object type"), max_length=60)
    object_id = models.CharField(_("object id"), max_length=40)
    public = models.BooleanField(_("public"), default=False)
    details = models.JSONField(_("details"), default=dict, blank=True)
    at = models.DateTimeField(_("at"))

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = (
            models.Index(fields=("object_type", "object_id", "id"), name="audit_event_object"),
            models.Index(
                fields=("id",), condition=models.Q(public=True), name="audit_event_public"
            ),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"

    @property
    def sentence(self) -> Any:
        """What happened, in words."""
        return VERBS.get(self.verb, self.verb)


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def before(self, day: date) -> "ErasureQuerySet":
        """Those of earlier days than this one."""
        return self.filter(day__lt=day)


class Erasure(models.Model):
    """That something was erased, in terms by which a restored copy of it would be found again.

    It names a kind, a scope (the number of a petition, say) and a blind index that holds in this
    scope alone: no address, no hour, and nothing that joins two rows to one person. Its twin is a
    line in a file outside of the database (audit.ledger); a restored database lacks the rows that
    came after the backup, and so knows what to erase again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20)
    scope = models.BigIntegerField(_("scope"), default=0)
    key = models.BinaryField(_("blind index"), max_length=32, null=True)
    day = models.DateField(_("day"), db_index=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ("day", "id")
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return f"{self.kind} {self.scope}"
