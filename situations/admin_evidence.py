"""Staff see incidents, what of them is public, and imports. Nothing changes here.

Sources, items and testimony are shown to no staff: a list of those who told is a list of people who
could be harmed.
"""

from django.contrib import admin

from core.admin import ReadOnlyAdmin

from .models import ImportRun, Incident, PublishedIncident


@admin.register(Incident)
class IncidentAdmin(ReadOnlyAdmin):
    list_display = ("title", "situation", "started_on", "status", "dataset", "reported_by")
    list_filter = ("status", "dataset", "date_precision", "place_precision")
    list_select_related = ("situation", "reported_by")
    search_fields = ("title", "external_id", "situation__name")
    exclude = ("account", "digest")
    show_full_result_count = False


@admin.register(PublishedIncident)
class PublishedIncidentAdmin(ReadOnlyAdmin):
    list_display = ("title", "situation", "started_on", "shown_date", "shown_place", "approved_by")
    list_filter = ("shown_date", "shown_place", "shows_actors", "status")
    list_select_related = ("situation", "approved_by")
    search_fields = ("title", "public_id", "situation__name")
    exclude = ("incident",)
    show_full_result_count = False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "dataset", "situation", "status", "started_by", "started_at")
    list_filter = ("status", "dataset")
    list_select_related = ("situation", "started_by")
    search_fields = ("file_name", "sha256", "situation__name")
    date_hierarchy = "started_at"
