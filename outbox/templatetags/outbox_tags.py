"""Numbers and lengths of time on the operator's pages."""

from datetime import timedelta

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

MINUTE, HOUR, DAY = 60, 3600, 86400


@register.filter
def at_most(count: int, most: int) -> str:
    """The number; beyond the point where counting stopped: more than that."""
    if count > most:
        return _("over %(most)s") % {"most": number_format(most, force_grouping=True)}
    return number_format(count, force_grouping=True)


@register.filter
def duration(length: timedelta | None) -> str:
    """A length of time in the unit in which one would say it."""
    seconds = int(length.total_seconds()) if length else 0
    if seconds < 2 * MINUTE:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    if seconds < 2 * HOUR:
        return ngettext("%(n)s minute", "%(n)s minutes", seconds // MINUTE) % {
            "n": seconds // MINUTE
        }
    if seconds < 2 * DAY:
        return ngettext("%(n)s hour", "%(n)s hours", seconds // HOUR) % {"n": seconds // HOUR}
    return ngettext("%(n)s day", "%(n)s days", seconds // DAY) % {"n": seconds // DAY}
