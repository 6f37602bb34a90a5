"""What pages of the admin have in common in every app."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .rules import RuleRefused


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that only services write: looked at, neither added, changed nor deleted by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def do_for_each(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    rows: QuerySet[Any],
    deed: Callable[[Any], object],
) -> None:
    """Do a deed to each row chosen, and say of each that was refused why."""
    done = 0
    for row in rows:
        try:
            deed(row)
        except RuleRefused as refused:
            model_admin.message_user(request, f"{row}: {refused}", messages.ERROR)
        else:
            done += 1
    if done:
        model_admin.message_user(request, _("Done: %(count)s.") % {"count": done}, messages.SUCCESS)
