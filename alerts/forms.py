"""To subscribe: an address, what, how often and when. To change one's choices. For staff."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Div, Field, Hidden, Row
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, page_helper
from outbox.addresses import AddressRefused, mailable

from .clock import HOUR, HOURS, MONDAY, Times, site_zone
from .layout import Details
from .links import address
from .models import Cadence, EventKind, Subscriber, Subscription
from .models.choices import every_kind
from .topics import find_topic, topic_choices
from .zones import zone_choices

KINDS = [
    (EventKind.BRIEFS.value, _("New briefs: what is known, and what is asked of whom")),
    (EventKind.LEVELS.value, _("The register: new situations, and changes of level")),
    (EventKind.CAMPAIGNS.value, _("Petitions and letters that you can take part in")),
    (EventKind.ANSWERS.value, _("Answers: what officials said and did")),
]
CADENCES = [
    (
        Cadence.AT_ONCE.value,
        _("At once: at most three emails in 24 hours; the rest comes in one, the next morning"),
    ),
    (Cadence.DAILY.value, _("Once a day: one email with all that is new, and none without news")),
    (Cadence.WEEKLY.value, _("Once a week: one email with all that is new, and none without news")),
]
HOUR_CHOICES = [(hour, f"{hour:02}:00") for hour in HOURS]
# What a small form does not ask: whoever gives an address alone gets this.
PROPOSED = {"cadence": Cadence.AT_ONCE.value, "kinds": every_kind()}


def language_choices() -> list[tuple[str, str]]:
    """Each language under its own name."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def page_language() -> str:
    """The language of the page, as one of ours."""
    active = translation.get_language() or "en"
    return active if active in dict(settings.LANGUAGES) else "en"


class AddressField(LineField):
    """One address that mail can be sent to, as the outbox judges it."""

    widget = forms.EmailInput

    def clean(self, value: Any) -> str:
        try:
            return mailable(super().clean(value))
        except AddressRefused as refused:
            raise forms.ValidationError(str(refused), code="email") from refused


class TrapField(forms.CharField):
    """People do not see it; programs that fill in every field give themselves away."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})

    def __init__(self, **more: Any):
        super().__init__(label=_("Leave this empty"), required=False, **more)


class OpenForm(forms.Form):
    """A form for anybody: an address, and a trap for programs."""

    email = AddressField(
        label=_("Your email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = TrapField()

    trap = Div(Field("website"), css_class="trap", aria_hidden="true")

    @property
    def is_by_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class ChoiceForm(forms.Form):
    """Which kinds of news of a topic, and how often."""

    kinds = forms.MultipleChoiceField(
        label=_("What kinds of news?"),
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of news.")},
    )
    cadence = forms.ChoiceField(
        label=_("How often?"),
        choices=CADENCES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often.")},
    )


class TimesForm(forms.Form):
    """In which language, and when, for whoever gets news once a day or once a week."""

    language = forms.ChoiceField(label=_("Language of the emails"), choices=language_choices)
    hour = forms.TypedChoiceField(label=_("Hour"), choices=HOUR_CHOICES, coerce=int)
    weekday = forms.TypedChoiceField(
        label=_("Day of the weekly email"), choices=WEEKDAYS.items, coerce=int
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        help_text=_("Choose the nearest city on your side of the border."),
        choices=zone_choices,
    )

    @property
    def times(self) -> Times:
        chosen = self.cleaned_data
        return Times(hour=chosen["hour"], weekday=chosen["weekday"], time_zone=chosen["time_zone"])


class TopicForm(forms.Form):
    """What to follow: one of all that is public."""

    topic = forms.ChoiceField(
        label=_("What do you want to hear about?"),
        help_text=_("You can follow several: send this form once for each."),
        choices=topic_choices,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if found := find_topic(cleaned.get("topic", "")):
            cleaned["kind"], cleaned["subject"] = found
        return cleaned


class SubscribeForm(OpenForm, TopicForm, ChoiceForm, TimesForm):
    """All that can be chosen, of which the address alone has to be typed."""

    field_order = ("email", "topic", "kinds", "cadence", "language")

    def __init__(self, data: QueryDict | None = None, **kwargs: Any):
        kwargs["initial"] = _proposal() | kwargs.get("initial", {})
        super().__init__(_filled_up(data), **kwargs)
        self.fields["email"].help_text = _(
            "We write to it about what you follow, and give it to nobody."
        )
        self.helper = page_helper(
            "email",
            "topic",
            "kinds",
            "cadence",
            "language",
            Details(
                "hour",
                "weekday",
                "time_zone",
                summary=_("When the daily or weekly email comes"),
            ),
            self.trap,
            submit=_("Send me a link to confirm"),
            csrf=False,
        )
        self.helper.form_action = address("alerts:ask")
        if data is None:
            # For static/js/time-zone.js, which proposes the zone of the reader's own clock.
            self.fields["time_zone"].widget.attrs["data-propose-zone"] = ""

    @property
    def says_when(self) -> bool:
        """Whether times were chosen: who leaves them as proposed keeps those they had before."""
        return self.times != Times()


class ChangeForm(ChoiceForm):
    """The choices of one subscription, on the page of its owner."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, subscription: Subscription):
        initial = {"kinds": subscription.kinds, "cadence": subscription.cadence}
        super().__init__(data, initial=initial, auto_id=f"id_{subscription.pk}_%s")
        self.helper = page_helper(
            "kinds",
            "cadence",
            Hidden("subscription", str(subscription.pk)),
            submit="",
            csrf=False,
        )
        self.helper.form_tag = False
        self.helper.form_show_errors = True
        self.subscription = subscription


class MoreForm(TopicForm):
    """One thing more to follow, on the page of a person."""

    def __init__(self, data: Mapping[str, Any] | None = None):
        super().__init__(data)
        self.helper = page_helper("topic", submit="", csrf=False)
        self.helper.form_tag = False


class OwnTimesForm(TimesForm):
    """Language and times of one person, on their page."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, token: str, subscriber: Subscriber
    ):
        fields = ("language", "hour", "weekday", "time_zone")
        initial = {field: getattr(subscriber, field) for field in fields}
        super().__init__(data, initial=initial)
        self.helper = page_helper(
            "language", Row("hour", "weekday"), "time_zone", submit=_("Save"), csrf=False
        )
        self.helper.form_action = address("alerts:times", token)


class LinkForm(OpenForm):
    """To get the link to one's own page once more."""

    def __init__(self, data: Mapping[str, Any] | None = None):
        super().__init__(data)
        self.helper = page_helper("email", self.trap, submit=_("Send me my link"), csrf=False)
        self.helper.form_action = address("alerts:my_link")


class AddressForm(forms.Form):
    """For staff: what a person who wrote to us wants done."""

    END = "end"
    ERASE = "erase"

    email = AddressField(
        label=_("Address"), help_text=_("It is used to find the person, and not stored.")
    )
    deed = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            (END, _("end all subscriptions")),
            (ERASE, _("erase the person and all that they follow")),
        ],
        widget=forms.RadioSelect,
        initial=END,
    )


def _proposal() -> dict[str, Any]:
    """What stands in the form before anything is chosen."""
    times = {"hour": HOUR, "weekday": MONDAY, "time_zone": site_zone()}
    return {"topic": "everything", "language": page_language()} | PROPOSED | times


def _filled_up(data: QueryDict | None) -> QueryDict | None:
    """Add to what a small form sent what it did not ask; a form that asks is left as it is."""
    if data is None or "cadence" in data:
        return data
    fuller = data.copy()
    for name, value in (_proposal() | {"topic": ""}).items():
        if name not in fuller:
            fuller.setlist(name, value if isinstance(value, list) else [value])
    return fuller
