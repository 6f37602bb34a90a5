"""Staff look at letters, never at words or authors, and decide about offices that refuse mail."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.admin import ReadOnlyAdmin, do_for_each

from .models import (
    CaseFact,
    CaseFacts,
    HandOver,
    Letter,
    LetterAction,
    LetterDigest,
    LetterVariant,
    OfficeBlock,
    Onward,
)
from .services.blocking import settle_block


class VariantInline(admin.TabularInline):
    model = LetterVariant
    fields = ("name", "language", "subject", "weight")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(LetterAction)
class LetterActionAdmin(ReadOnlyAdmin):
    list_display = ("campaign", "subject")
    search_fields = ("campaign__title", "campaign__reference", "subject")
    list_select_related = ("campaign",)
    inlines = (VariantInline,)


class FactInline(admin.TabularInline):
    model = CaseFact
    fields = ("text", "source", "source_url", "as_of")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CaseFacts)
class CaseFactsAdmin(ReadOnlyAdmin):
    """Every version of the facts that letters stood on."""

    list_display = ("letter_action", "version", "status", "expires_on", "public_at")
    list_filter = ("status",)
    search_fields = ("letter_action__campaign__title",)
    date_hierarchy = "public_at"
    list_select_related = ("letter_action__campaign",)
    inlines = (FactInline,)


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """What is known without a key: the reference, the office, the state and the days."""

    list_display = ("__str__", "letter_action", "post", "state", "hold", "created_at", "ended_at")
    list_filter = ("state", "hold", "language", "country")
    search_fields = ("letter_action__campaign__title", "post__label", "post__institution__name")
    date_hierarchy = "created_at"
    list_select_related = ("letter_action__campaign", "post")
    fields = (
        "letter_action",
        "post",
        "country",
        "language",
        "has_own_words",
        "originality",
        "state",
        "hold",
        "held_at",
        "asked_at",
        "tenure",
        "contact",
        "message",
        "digest",
        "hand_over",
        "created_at",
        "confirmed_at",
        "queued_at",
        "ended_at",
        "told_at",
    )


@admin.register(LetterDigest)
class LetterDigestAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "letter_action", "post", "number", "made_at", "ended_at")
    search_fields = ("letter_action__campaign__title", "post__label", "token")
    date_hierarchy = "made_at"
    list_select_related = ("letter_action__campaign", "post")
    exclude = ("text_sealed", "token")


@admin.register(HandOver)
class HandOverAdmin(ReadOnlyAdmin):
    list_display = ("letter_action", "post", "number", "made_at", "handed_on", "received_by")
    search_fields = ("letter_action__campaign__title", "post__label")
    date_hierarchy = "made_at"
    list_select_related = ("letter_action__campaign", "post")


@admin.register(OfficeBlock)
class OfficeBlockAdmin(ReadOnlyAdmin):
    """Mail systems that refused a letter by policy. Nothing goes there until somebody decides."""

    list_display = ("__str__", "domain", "onward", "words", "opened_at", "settled_by")
    list_filter = ("onward",)
    search_fields = ("domain", "contact__value")
    date_hierarchy = "opened_at"
    list_select_related = ("contact", "settled_by")
    actions = ("by_mail", "by_digest", "on_paper")

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("campaigns.change_officeblock")

    @admin.action(description=_("Send letters as before"), permissions=("settle",))
    def by_mail(self, request: HttpRequest, rows: QuerySet[OfficeBlock]) -> None:
        self._settle(request, rows, Onward.MAIL)

    @admin.action(description=_("Send one digest a week"), permissions=("settle",))
    def by_digest(self, request: HttpRequest, rows: QuerySet[OfficeBlock]) -> None:
        self._settle(request, rows, Onward.DIGEST)

    @admin.action(description=_("Hand letters over on paper"), permissions=("settle",))
    def on_paper(self, request: HttpRequest, rows: QuerySet[OfficeBlock]) -> None:
        self._settle(request, rows, Onward.PAPER)

    def _settle(self, request: HttpRequest, rows: QuerySet[OfficeBlock], onward: Onward) -> None:
        def settle(block: OfficeBlock) -> None:
            settle_block(block=block, actor=cast(User, request.user), onward=onward)

        do_for_each(self, request, rows, settle)
