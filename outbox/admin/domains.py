"""Recipient domains that have refused us, or to which staff let fewer workers send."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from outbox import services
from outbox.forms import DomainForm
from outbox.models import Domain

from .base import Unchanged, in_readers_zone


class RestFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "rest"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("troubled", _("rests, or refuses")), ("limited", _("with a number of workers"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "troubled":
            return queryset.troubled(at=timezone.now())
        return queryset.limited() if self.value() == "limited" else queryset


@admin.register(Domain)
class DomainAdmin(Unchanged):
    form = DomainForm
    list_display = ("name", "is_resting", "failures", "resting_until", "workers", "words")
    list_filter = (RestFilter,)
    search_fields = ("name__startswith",)
    search_help_text = _("The beginning of a domain's name.")
    actions = ("try_again_now",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("outbox.change_domain")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("outbox.change_domain")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj:
            return ("name", "workers", "failures", "resting_until", "words", "changed_at")
        return ("name", "workers")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("name", "failures", "resting_until", "words", "changed_at") if obj else ()

    @admin.display(description=_("rests"), boolean=True)
    def is_resting(self, domain: Domain) -> bool:
        return domain.is_resting(at=timezone.now())

    @in_readers_zone
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Domain, form: Any, change: bool) -> None:
        made = services.set_workers(name=obj.name, workers=obj.workers, actor=request.user)
        obj.pk = made.pk

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Not twice: the service has written it into the audit trail."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Not twice: the service has written it into the audit trail."""

    @admin.action(description=_("Let mail to it try again now"), permissions=("operate",))
    def try_again_now(self, request: HttpRequest, rows: QuerySet[Domain]) -> None:
        released: list[int] = []
        self.for_each(
            request,
            rows,
            lambda row: released.append(services.try_again_now(domain=row, actor=request.user)),
        )
        if released:
            said = ngettext(
                "%(count)s waiting message goes to it now.",
                "%(count)s waiting messages go to it now.",
                sum(released),
            )
            self.message_user(request, said % {"count": sum(released)}, messages.INFO)
