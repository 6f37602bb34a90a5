"""The directory of officials, for staff to look at and correct."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin
from core.countries import country_choices
from core.rules import RuleRefused
from officials import services

from .admin_forms import ContactForm, ContactFormSet, MembershipForm, TenureForm
from .models import (
    ChangeProposal,
    Contact,
    FormOfAddress,
    Institution,
    InstitutionMembership,
    OfficialsImport,
    Person,
    Post,
    Tenure,
)

SHORT_URLS: Any = {models.URLField: {"widget": forms.URLInput(attrs={"size": 30})}}
COUNTRY_FIELDS = frozenset({"country", "accredited_to_country"})


class RecordedAdmin(admin.ModelAdmin):
    """Every correction leaves a line in the audit trail: which object, not what stands in it."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in COUNTRY_FIELDS:
            return forms.ChoiceField(
                choices=[("", "–"), *country_choices()],
                label=capfirst(db_field.verbose_name),
                help_text=db_field.help_text,
                required=False,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        services.note_correction(target=obj, actor=request.user, details={"deed": "added"})
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        services.note_correction(target=obj, actor=request.user, details={"deed": "changed"})
        return super().log_change(request, obj, message)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        services.note_correction(target=obj, actor=request.user, details={"deed": "deleted"})
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for row in queryset:
            self.delete_model(request, row)


class AddressFilter(admin.SimpleListFilter):
    """Offices whose address needs work."""

    title = _("address")
    parameter_name = "address"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("stale", _("not verified within a year")), ("none", _("no usable email"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        narrow = {"stale": queryset.stale, "none": queryset.unreachable}.get(self.value() or "")
        return narrow() if narrow else queryset


class StaleFilter(admin.SimpleListFilter):
    title = _("last verified")
    parameter_name = "verified"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("stale", _("not within a year"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.stale() if self.value() == "stale" else queryset


class ContactInline(admin.StackedInline):
    model = Contact
    form = ContactForm
    formset = ContactFormSet
    fields = (
        ("kind", "value", "language"),
        ("label", "verified_on", "status"),
        "source_url",
        ("prefers", "cap_per_hour", "cap_per_day", "mailbox_group"),
        ("time_zone", "opens", "closes", "workdays"),
    )
    readonly_fields = ("status",)
    formfield_overrides = SHORT_URLS
    extra = 0
    can_delete = False
    verbose_name_plural = _("contacts (a changed address retires the old one)")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.current()

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "value":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 1, "cols": 36})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class TenureInline(admin.StackedInline):
    model = Tenure
    form = TenureForm
    fields = (("person", "acting"), ("start", "end", "end_reason"), "source_url")
    autocomplete_fields = ("person",)
    formfield_overrides = SHORT_URLS
    extra = 0


class FormOfAddressInline(admin.StackedInline):
    model = FormOfAddress
    fields = (("language", "office"), ("envelope_name", "salutation", "closing"))
    extra = 0


@admin.register(Institution)
class InstitutionAdmin(RecordedAdmin):
    list_display = ("name", "classification", "country_name", "parent")
    list_filter = ("classification", "country")
    list_select_related = ("parent",)
    search_fields = ("name", "country")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Post)
class PostAdmin(RecordedAdmin):
    list_display = ("label", "institution", "role", "holder", "letters", "language")
    list_filter = (AddressFilter, "role", "institution__classification", "language")
    search_fields = ("label", "institution__name", "tenures__person__name")
    autocomplete_fields = ("institution", "accredited_to_institution")
    prepopulated_fields = {"slug": ("label",)}
    fields = (
        ("label", "slug"),
        ("role", "language"),
        "institution",
        ("accredited_to_country", "accredited_to_institution"),
        ("active_from", "active_until"),
        ("answer_days", "workdays"),
        "holidays",
        "source_url",
    )
    inlines = (ContactInline, TenureInline, FormOfAddressInline)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_address()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        if isinstance(formset, ContactFormSet):
            formset.keep(actor=request.user)
        else:
            super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        for tenure in Post.objects.get(pk=form.instance.pk).overlaps():
            text = _("%(term)s overlaps another full term. Look whether both are right.")
            messages.warning(request, text % {"term": tenure})

    @admin.display(description=_("holder today"))
    def holder(self, post: Post) -> str:
        return str(post.current_holder or "–")

    @admin.display(description=_("address"))
    def letters(self, post: Post) -> str:
        contact = post.contact_for()
        return contact.get_status_display() if contact else "–"


@admin.register(Person)
class PersonAdmin(RecordedAdmin):
    list_display = ("name", "honorific_prefix", "gender", "wikidata")
    list_filter = ("gender",)
    search_fields = ("name", "family_name", "wikidata")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Tenure)
class TenureAdmin(RecordedAdmin):
    form = TenureForm
    list_display = ("person", "post", "period", "acting")
    list_filter = ("acting", "post__institution__classification")
    list_select_related = ("person", "post")
    search_fields = ("person__name", "post__label")
    autocomplete_fields = ("post", "person")


@admin.register(InstitutionMembership)
class InstitutionMembershipAdmin(RecordedAdmin):
    """Who sits, or sat, in a council or an organisation of States."""

    form = MembershipForm
    list_display = ("member", "organization", "period", "permanent")
    list_filter = ("permanent", "organization")
    list_select_related = ("member", "organization")
    search_fields = ("member__name", "organization__name")
    autocomplete_fields = ("member", "organization")


@admin.register(ChangeProposal)
class ChangeProposalAdmin(ReadOnlyAdmin):
    """What readers and offices say is wrong: looked at here, decided on the page of what waits."""

    list_display = ("post", "field", "value", "status", "made_at", "decided_by")
    list_filter = ("status", "field")
    list_select_related = ("post", "decided_by")
    search_fields = ("post__label", "post__institution__name", "value")
    date_hierarchy = "made_at"


@admin.register(FormOfAddress)
class FormOfAddressAdmin(RecordedAdmin):
    list_display = ("post", "language", "salutation", "office")
    list_filter = ("language",)
    list_select_related = ("post",)
    search_fields = ("post__label", "salutation", "office")
    autocomplete_fields = ("post",)


@admin.register(Contact)
class ContactAdmin(RecordedAdmin):
    """All contacts, those that are history too. New ones are added on the page of the office."""

    list_display = ("post", "kind", "value", "status", "verified_on")
    list_filter = ("status", "kind", StaleFilter, "language")
    list_select_related = ("post",)
    search_fields = ("post__label", "value")
    readonly_fields = (
        "post",
        "kind",
        "value",
        "status",
        "verified_on",
        "added_at",
        "retired_at",
    )
    actions = ("verify_today", "note_refusal", "retire")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Verified today"), permissions=["change"])
    def verify_today(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.verify_contact)

    @admin.action(description=_("Refused by the office"), permissions=["change"])
    def note_refusal(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.refuse_contact)

    @admin.action(description=_("Retire"), permissions=["change"])
    def retire(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.retire_contact)

    def _each(self, request: HttpRequest, queryset: Any, deed: Any) -> None:
        for contact in queryset:
            try:
                deed(contact=contact, actor=request.user)
            except RuleRefused as refused:
                messages.error(request, f"{contact.post}: {refused}")


@admin.register(OfficialsImport)
class OfficialsImportAdmin(ReadOnlyAdmin):
    """Files that were handed in: read only, and without their bytes."""

    list_display = ("file_name", "status", "uploaded_by", "uploaded_at", "applied_at")
    list_filter = ("status",)
    list_select_related = ("uploaded_by",)
    search_fields = ("file_name", "sha256")
    exclude = ("content",)
