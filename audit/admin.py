"""Staff read the audit trail; nobody writes in it."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin

from .models import Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "verb", "actor", "object_type", "object_id", "public")
    list_filter = ("public", "verb", "object_type")
    list_select_related = ("actor",)
    search_fields = ("verb", "object_id", "actor__email")
    date_hierarchy = "at"
