"""Staff read the audit trail; nobody writes in it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ("at", "verb", "actor", "object_type", "object_id", "public")
    list_filter = ("public", "verb", "object_type")
    list_select_related = ("actor",)
    search_fields = ("verb", "object_id", "actor__email")
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
