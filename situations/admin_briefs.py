"""Staff see what became of published briefs: embargoes, retractions, files. Nothing changes here.

What somebody typed in the editor and has not saved is their own, and is shown to no staff.
"""

from django.contrib import admin

from core.admin import ReadOnlyAdmin

from .models import BriefFile, Embargo, Retraction


@admin.register(Embargo)
class EmbargoAdmin(ReadOnlyAdmin):
    list_display = ("brief", "until", "lifted_at", "lifted_by")
    list_filter = (("lifted_at", admin.EmptyFieldListFilter),)
    list_select_related = ("brief", "lifted_by")
    search_fields = ("brief__title", "brief__reference")
    date_hierarchy = "until"


@admin.register(Retraction)
class RetractionAdmin(ReadOnlyAdmin):
    list_display = ("reference", "reason", "retracted_at", "retracted_by")
    list_select_related = ("retracted_by",)
    search_fields = ("reference", "reason")
    date_hierarchy = "retracted_at"


@admin.register(BriefFile)
class BriefFileAdmin(ReadOnlyAdmin):
    """The hash of each file that stands in public; the file itself is at its address."""

    list_display = ("brief", "sha256", "made_at")
    list_select_related = ("brief",)
    search_fields = ("sha256", "brief__title", "brief__reference")
    fields = ("brief", "sha256", "made_at")
