"""What the lists of the outbox have in common: looked at page by page, acted upon, not edited."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.text import capfirst

from core.admin import ReadOnlyAdmin, do_for_each
from outbox.figures import in_time

View = Callable[..., HttpResponse]
BEFORE = "before"


def in_readers_zone(view: View) -> View:
    """Show hours in the person's own time zone, as the desk does."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        request = next(one for one in args if isinstance(one, HttpRequest))
        zone = getattr(request.user, "time_zone", "") or timezone.get_default_timezone_name()
        with timezone.override(zone):
            response = view(*args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            return response

    return wrapped


class NewestFirst(ChangeList):
    """A big table from its newest row backwards: no page is counted, none is skipped to.

    The next page begins before the last row of this one, so it costs the same however deep it lies.
    """

    own_parameters = frozenset({BEFORE})
    is_late = False
    older = 0

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        found = super().get_filters_params(params)
        return {name: value for name, value in found.items() if name not in self.own_parameters}

    def get_results(self, request: HttpRequest) -> None:
        rows = self.queryset.order_by("-pk")
        before = request.GET.get(BEFORE, "")
        if before.isascii() and before.isdigit() and len(before) < 19:
            rows = rows.filter(pk__lt=int(before))
        answer = in_time(lambda: list(rows[: self.list_per_page + 1]))
        found = answer.value or []
        page: Any = found[: self.list_per_page]
        self.is_late = answer.is_late
        self.older = page[-1].pk if len(found) > len(page) else 0
        self.is_newest = not before
        self.result_list: Any = page
        self.result_count = len(page)
        self.show_full_result_count = False
        self.show_admin_actions = True
        self.full_result_count = len(page)  # no more of them than are shown, so none is said
        self.can_show_all = False
        self.multi_page = False
        self.paginator = self.model_admin.get_paginator(request, page, self.list_per_page)

    @property
    def older_query(self) -> str:
        return self.get_query_string({BEFORE: self.older})

    @property
    def newest_query(self) -> str:
        return self.get_query_string(remove=[BEFORE])


class Unchanged(ReadOnlyAdmin):
    """Looked at and acted upon, not edited."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count a big table to its end
    sortable_by = ()
    list_per_page = 50
    change_list_template = "admin/outbox/list.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return NewestFirst

    @in_readers_zone
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def has_operate_permission(self, request: HttpRequest) -> bool:
        """Whether the person may run the actions, which call services."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def for_each(
        self, request: HttpRequest, rows: QuerySet[Any], deed: Callable[[Any], object]
    ) -> None:
        """Do the deed to each row, and say of each that was refused why."""
        do_for_each(self, request, rows, deed)

    def page(self, request: HttpRequest, **more: Any) -> dict[str, Any]:
        """What the frame of every page of the admin needs."""
        return {**self.admin_site.each_context(request), "opts": self.opts, **more}
