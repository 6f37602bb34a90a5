"""Forms of the directory in the admin: partial dates, and contacts that keep their history."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials import services

from .dates import PartialDate
from .models import Contact, ContactStatus, InstitutionMembership, Tenure
from .services.contacts import ABOUT_OFFICE

DETAILS = (*ABOUT_OFFICE, "mailbox_group")


class PartialDateField(forms.CharField):
    """A day, a month or a year: 2007-08-13, 2007-08 or 2007."""

    def __init__(self, **more: Any):
        more.setdefault("max_length", 10)
        more.setdefault("required", False)
        more.setdefault("help_text", _("2007, 2007-08 or 2007-08-13."))
        super().__init__(**more)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def run_validators(self, value: Any) -> None:
        """The date was checked when it was read; those of text do not fit it."""


class DatedForm(forms.ModelForm):
    """What lasts from a day, month or year to another."""

    start = PartialDateField(label=_("Start"))
    end = PartialDateField(label=_("End"))
    backwards = _("It cannot end before it starts.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial = {
            **self.initial,
            "start": self.instance.start,
            "end": self.instance.end,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end.last_day < start.first_day:
            self.add_error("end", self.backwards)
        self.instance.start, self.instance.end = start, end
        return cleaned


class TenureForm(DatedForm):
    backwards = _("A term of office cannot end before it starts.")

    class Meta:
        model = Tenure
        fields = ("post", "person", "start", "end", "acting", "end_reason", "source_url")


class MembershipForm(DatedForm):
    backwards = _("A membership cannot end before it starts.")

    class Meta:
        model = InstitutionMembership
        fields = ("member", "organization", "start", "end", "permanent", "source_url")


class ContactForm(forms.ModelForm):
    class Meta:
        model = Contact
        fields = ("kind", "value", *DETAILS, "verified_on")

    def clean_verified_on(self) -> Any:
        day = self.cleaned_data["verified_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future."))
        if not day and self.instance.status == ContactStatus.VERIFIED and not self._is_another:
            raise forms.ValidationError(_("Say when it was verified."))
        return day

    def keep(self, *, actor: Any) -> Contact:
        """Store what was typed. Another address makes the old one history."""
        typed = {name: self.cleaned_data[name] for name in (*DETAILS, "verified_on")}
        if self.instance.pk is None:
            one = {name: self.cleaned_data[name] for name in ("kind", "value")}
            return services.add_contact(post=self.instance.post, actor=actor, **one, **typed)
        stored = Contact.objects.get(pk=self.instance.pk)
        if self._is_another:
            if "verified_on" not in self.changed_data:
                typed["verified_on"] = None
            one = {name: self.cleaned_data[name] for name in ("kind", "value")}
            return services.replace_contact(contact=stored, actor=actor, **one, **typed)
        for name in DETAILS:
            setattr(stored, name, typed[name])
        stored.save(update_fields=DETAILS)
        if "verified_on" in self.changed_data:
            services.verify_contact(contact=stored, actor=actor, on=typed["verified_on"])
        return stored

    @property
    def _is_another(self) -> bool:
        return bool({"kind", "value"} & set(self.changed_data))


class ContactFormSet(forms.BaseInlineFormSet):
    """The contacts of an office that are not history."""

    def clean(self) -> None:
        """Refuse the same contact twice, which the database would."""
        super().clean()
        seen = set()
        for form in self.forms:
            said = form.cleaned_data if form.is_valid() else {}
            if not said.get("value"):
                continue
            one = (said["kind"], said["value"].lower())
            if one in seen:
                form.add_error("value", _("This office has this contact already."))
            seen.add(one)

    def keep(self, *, actor: Any) -> None:
        """Store what was changed, and say what it was, as the admin's log wants to know."""
        changed: list[Any] = [form for form in self.forms if form.has_changed()]
        self.new_objects = [f.keep(actor=actor) for f in changed if f.instance.pk is None]
        self.changed_objects = [
            (f.keep(actor=actor), f.changed_data) for f in changed if f.instance.pk is not None
        ]
        self.deleted_objects = []
