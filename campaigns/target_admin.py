"""Staff look at whom letters go to. What an organisation thinks of an office is not shown here."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin

from .models import Targeting, TargetRule


@admin.register(Targeting)
class TargetingAdmin(ReadOnlyAdmin):
    """How a campaign picks among the offices that fit."""

    list_display = ("letter_action", "strategy", "most")
    list_filter = ("strategy",)
    list_select_related = ("letter_action__campaign",)
    search_fields = ("letter_action__campaign__title", "letter_action__campaign__reference")


@admin.register(TargetRule)
class TargetRuleAdmin(ReadOnlyAdmin):
    """Rules as the desk wrote them; they are changed at the desk alone, in a draft."""

    list_display = ("__str__", "letter_action", "kind", "fallback", "place")
    list_filter = ("kind", "fallback", "role")
    list_select_related = ("letter_action__campaign", "post", "institution")
    search_fields = ("letter_action__campaign__title", "post__label", "institution__name")
