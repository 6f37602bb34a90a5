"""A part of a form that stays folded until it is wanted, or until something in it is wrong."""

from typing import Any

from crispy_forms.layout import Div
from django.template.loader import render_to_string

from core.rules import Text


class Details(Div):
    """Fields that most people leave as they are, behind a line that says what they are for."""

    template = "alerts/_details.html"

    def __init__(self, *fields: Any, summary: Text):
        super().__init__(*fields)
        self.summary = summary

    def render(self, form: Any, context: Any, template_pack: str = "", **kwargs: Any) -> str:
        wrong = any(form.has_error(str(name)) for name in self.fields)
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        drawn = {"summary": self.summary, "fields": fields, "open": wrong}
        return render_to_string(self.template, drawn)
