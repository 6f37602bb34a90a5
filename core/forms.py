"""Forms as the site shows them: label above, hint under it, the errors summed up on top."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from .rules import RuleRefused, Text
from .text import clean_line, clean_text


def page_helper(*layout: Any, submit: Text, csrf: bool = True) -> FormHelper:
    """Return a crispy helper whose button says its deed. `csrf` False for public forms.

    The summary of errors on top comes from templates/bootstrap5/errors.html, for every form alike.
    """
    helper = FormHelper()
    helper.form_show_errors = True
    helper.disable_csrf = not csrf
    helper.attrs = {"novalidate": "novalidate"}
    helper.error_text_inline = True
    helper.layout = Layout(*layout)
    if submit:
        helper.layout.append(Submit("", submit, css_id="submit"))
    return helper


class ShortField(forms.CharField):
    """Text that is shown again as it was typed, but no further than it may be long.

    Else whoever sends a megabyte gets it back, on a page that says that it is too long.
    """

    LONGEST = 3000

    def bound_data(self, data: Any, initial: Any) -> Any:
        typed = super().bound_data(data, initial)
        longest = (self.max_length or self.LONGEST) + 1
        return typed[:longest] if isinstance(typed, str) else typed


class LineField(ShortField):
    """One line of text, cleaned of marks that mislead the eye (core.text)."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Several lines of text, cleaned likewise."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


def show_refusal(form: forms.BaseForm, refused: RuleRefused) -> None:
    """Put each message of a refused rule beside the field of that name, or on top of the form."""
    for code, message in refused.messages:
        form.add_error(code if code in form.fields else None, str(message))
