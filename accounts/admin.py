"""Staff vet organisations, look after logins, and correct what is wrong."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core.admin import do_for_each

from .forms import ReasonForm, countries
from .models import Invitation, Membership, Organisation, Role, User
from .services import (
    change_role,
    correct_organisation,
    correct_person,
    deactivate_person,
    end_membership,
    reactivate_person,
    refuse_organisation,
    reinstate_organisation,
    remove_second_factor,
    suspend_organisation,
    vet_organisation,
)

# A deed is offered beside the list, for many, and on the page of one, where staff read it.
ANYWHERE = (admin.ActionLocation.CHANGE_LIST, admin.ActionLocation.CHANGE_FORM)


def acting(request: HttpRequest) -> User:
    """Return the member of staff: nobody else gets this far."""
    return cast(User, request.user)


class Untouched(admin.ModelAdmin):
    """Neither added nor deleted by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MembersInline(admin.TabularInline):
    model = Membership
    fields = ("user", "role", "joined_at")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Organisation)
class OrganisationAdmin(Untouched):
    """Applications to decide, and the organisations that are here."""

    list_display = ("name", "country_name", "status", "applied_at", "decided_at")
    list_filter = ("status", "country")
    search_fields = ("name", "slug", "contact_email", "memberships__user__email")
    date_hierarchy = "applied_at"
    actions = ("vet", "refuse", "suspend", "reinstate")
    readonly_fields = ("slug", "status", "applied_at", "decided_at", "decision_reason")
    inlines = (MembersInline,)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **more: Any) -> Any:
        if db_field.name == "country":
            return forms.ChoiceField(label=_("Country"), choices=countries)
        return super().formfield_for_dbfield(db_field, request, **more)

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        correct_organisation(organisation=obj, actor=acting(request), changed=form.changed_data)

    @admin.action(
        description=_("Vet: let them work here"), permissions=("change",), location=ANYWHERE
    )
    def vet(self, request: HttpRequest, rows: QuerySet[Organisation]) -> None:
        do_for_each(
            self,
            request,
            rows,
            lambda one: vet_organisation(organisation=one, actor=acting(request)),
        )

    @admin.action(
        description=_("Reinstate after a suspension"), permissions=("change",), location=ANYWHERE
    )
    def reinstate(self, request: HttpRequest, rows: QuerySet[Organisation]) -> None:
        do_for_each(
            self,
            request,
            rows,
            lambda one: reinstate_organisation(organisation=one, actor=acting(request)),
        )

    @admin.action(
        description=_("Refuse, with a reason"), permissions=("change",), location=ANYWHERE
    )
    def refuse(self, request: HttpRequest, rows: QuerySet[Organisation]) -> HttpResponse | None:
        return self._with_reason(request, rows, refuse_organisation, _("Refuse the application"))

    @admin.action(
        description=_("Suspend, with a reason"), permissions=("change",), location=ANYWHERE
    )
    def suspend(self, request: HttpRequest, rows: QuerySet[Organisation]) -> HttpResponse | None:
        return self._with_reason(request, rows, suspend_organisation, _("Suspend"))

    def _with_reason(
        self,
        request: HttpRequest,
        rows: QuerySet[Organisation],
        deed: Callable[..., object],
        title: Any,
    ) -> HttpResponse | None:
        """Ask for the reason on a page of its own; do the deed once it is given."""
        given = "reason" in request.POST
        form = ReasonForm(request.POST if given else None)
        if given and form.is_valid():
            reason = form.cleaned_data["reason"]
            do_for_each(
                self,
                request,
                rows,
                lambda one: deed(organisation=one, actor=acting(request), reason=reason),
            )
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "form": form,
            "rows": rows,
            "actions": [
                (name, value) for name, value in request.POST.items() if name.endswith("action")
            ],
            "opts": self.opts,
        }
        return render(request, "accounts/admin_reason.html", context)


@admin.register(User)
class PersonAdmin(Untouched):
    """Logins. No password and no second factor is ever shown or typed here."""

    list_display = ("email", "name", "is_staff", "second_factor", "is_active", "last_login")
    list_filter = ("is_staff", "is_active", "memberships__role")
    search_fields = ("email", "name", "memberships__organisation__name")
    actions = ("deactivate", "reactivate", "take_off_second_factor")
    fields = (
        "email",
        "name",
        "language",
        "time_zone",
        "is_active",
        "second_factor",
        "is_staff",
        "is_superuser",
        "groups",
        "date_joined",
        "last_login",
    )
    readonly_fields = ("email", "is_active", "second_factor", "date_joined", "last_login")
    filter_horizontal = ("groups",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return User.objects.with_second_factor()

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Only superusers say who is staff; nobody changes their own rights."""
        may = request.user.is_superuser and (obj is None or obj.pk != request.user.pk)
        rights = () if may else ("is_staff", "is_superuser", "groups")
        return (*self.readonly_fields, *rights)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        correct_person(person=obj, actor=acting(request), changed=form.changed_data)

    @admin.display(description=_("second factor"), boolean=True, ordering="factor_set")
    def second_factor(self, person: User) -> bool:
        return bool(getattr(person, "factor_set", False))

    @admin.action(
        description=_("Deactivate, and log out everywhere"),
        permissions=("change",),
        location=ANYWHERE,
    )
    def deactivate(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        do_for_each(
            self, request, rows, lambda one: deactivate_person(person=one, actor=acting(request))
        )

    @admin.action(description=_("Let log in again"), permissions=("change",), location=ANYWHERE)
    def reactivate(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        do_for_each(
            self, request, rows, lambda one: reactivate_person(person=one, actor=acting(request))
        )

    @admin.action(
        description=_("Take off a lost second factor, and log out everywhere"),
        permissions=("change",),
        location=ANYWHERE,
    )
    def take_off_second_factor(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        do_for_each(
            self, request, rows, lambda one: remove_second_factor(person=one, actor=acting(request))
        )


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Who belongs where. People join by invitation; staff correct a role or end a place."""

    list_display = ("user", "organisation", "role", "joined_at")
    list_filter = ("role", "organisation__status")
    list_select_related = ("user", "organisation")
    search_fields = ("user__email", "user__name", "organisation__name")
    readonly_fields = ("user", "organisation", "joined_at")
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        if "role" in form.changed_data:
            before = Membership.objects.get(pk=obj.pk)
            change_role(membership=before, actor=acting(request), role=Role(obj.role))

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        end_membership(membership=obj, actor=acting(request))


@admin.register(Invitation)
class InvitationAdmin(Untouched):
    """Who was invited where, to look at."""

    list_display = ("organisation", "role", "hint", "invited_by", "sent_at", "accepted_at")
    list_filter = ("role",)
    list_select_related = ("organisation", "invited_by")
    search_fields = ("organisation__name", "invited_by__email")
    fields = ("organisation", "role", "hint", "invited_by", "sent_at", "expires_at", "accepted_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
