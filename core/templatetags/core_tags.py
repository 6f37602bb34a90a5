"""Filters and tags that every floor may use."""

from django import template
from django.utils.safestring import SafeString

from core import countries
from core import markdown as core_markdown

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Render markdown to safe HTML."""
    return core_markdown.render(text)


@register.filter
def country_name(code: str) -> str:
    """Name a country in the language of the page."""
    return countries.country_name(code)
