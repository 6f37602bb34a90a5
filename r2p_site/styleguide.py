"""Examples for /styleguide/: invented people, places and numbers, through the real parts."""

from datetime import date

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.safestring import SafeString

from core.forms import page_helper
from core.pictures import charts
from core.pictures.maps import Mark

COLOURS = (
    ("paper", "The page"),
    ("sheet", "Boxes and fields"),
    ("sunk", "What lies behind"),
    ("ink", "Text"),
    ("soft", "Text of second rank"),
    ("edge", "Edges of fields"),
    ("link", "Links"),
    ("deed", "The deed, and nothing else"),
    ("crisis", "Current crisis"),
    ("imminent", "Imminent risk"),
    ("concern", "Serious concern"),
    ("good", "Done"),
    ("bad", "Wrong"),
)
LEVELS = (
    ("current_crisis", "Current crisis"),
    ("imminent_risk", "Imminent risk"),
    ("serious_concern", "Serious concern"),
)
TONES = (("", "Draft"), ("good", "Published"), ("warn", "In review"), ("bad", "Overdue"))
FACTS = (
    ("Level", "Current crisis, since 3 March 2026"),
    ("Crimes named", "Ethnic cleansing, crimes against humanity"),
    ("Time test", "Occurring"),
    ("Lead", "River Province Watch (invented)"),
)
TIMELINE = (
    {"at": date(2026, 3, 3), "title": "Situation registered", "text": "Decided by two people."},
    {"at": date(2026, 3, 9), "title": "Brief sent to the Minister", "url": "#time"},
    {"at": date(2026, 4, 8), "title": "No answer for 30 days", "silent": True},
)
DAYS = [(f"{day} April", number) for day, number in enumerate([4, 9, 31, 22, 18, 40, 27], 1)]
GRADES = [("Weak institutions", 2, "Present"), ("Calls to violence", 3, "Widespread")]
TABS = (("Assessment", "#tabs", True), ("Briefs", "#tabs", False), ("Campaigns", "#tabs", False))
BRIEF = (
    "## What is happening\n\nIn the [river districts](#text) of an invented province, families "
    "were told to leave within a week.\n\n1. The first village left on foot.\n"
    "2. The second was not given the choice.\n\n> “We were counted at the bridge.”\n"
)


class SignForm(forms.Form):
    """A form with one field of each kind that the site uses."""

    name = forms.CharField(label="Your full name", max_length=80)
    email = forms.EmailField(label="Email", help_text="We send one message with a button in it.")
    country = forms.ChoiceField(choices=[("", "Choose"), ("XA", "Azania (invented)")])
    words = forms.CharField(
        label="Your own words", widget=forms.Textarea, required=False, help_text="May stay empty."
    )
    born = forms.DateField(
        label="A date", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    file = forms.FileField(label="A document", required=False)
    answer = forms.ChoiceField(
        label="How often may we write?",
        choices=[("once", "Only once"), ("weekly", "Once a week")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="About what?",
        choices=[("brief", "Published briefs"), ("level", "Changes of level")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label="I am 16 or older")

    helper = page_helper(
        "name", "email", "country", "words", "born", "file", "answer", "topics", "agree",
        submit="Sign this petition", csrf=False,
    )  # fmt: skip


class WrongForm(SignForm):
    """The same form, sent with mistakes."""

    prefix = "wrong"
    # Elsewhere the summary of errors takes the focus; here that would hide the rest of the page.
    only_shown = True


def wrong_form() -> WrongForm:
    """Return a form in the state of having been refused, with what was typed."""
    sent = {"wrong-name": "Amina Example", "wrong-email": "amina at example", "wrong-born": "soon"}
    return WrongForm(sent)


def marks() -> list[Mark]:
    """Return places for the map, taken from the historical cases of the address."""
    return [
        Mark(code=code, latitude=lat, longitude=lon, label=label, url="#pictures", level=level)
        for code, lat, lon, label, level in (
            ("SD", 13.5, 24.5, "Darfur, as of August 2007: current crisis", LEVELS[0][0]),
            ("IQ", 33.2, 43.7, "Iraq, as of August 2007: serious concern", LEVELS[2][0]),
            ("BI", -3.4, 29.9, "Burundi, example of a marker: imminent risk", LEVELS[1][0]),
        )
    ]


def pages() -> Page:
    return Paginator(range(200), 20).page(3)


def pictures() -> dict[str, SafeString]:
    return {
        "columns": charts.columns(DAYS, title="Signatures per day"),
        "line": charts.line([(n, v * 3) for n, v in enumerate(range(8))], title="Total"),
        "profile": charts.profile(GRADES, title="Two factors"),
    }


def examples(request: HttpRequest) -> dict[str, object]:
    """Return everything that templates/styleguide/ shows."""
    return {
        "colours": COLOURS,
        "levels": LEVELS,
        "tones": TONES,
        "facts": FACTS,
        "timeline": TIMELINE,
        "tabs": TABS,
        "brief": BRIEF,
        "stages": ("Which crimes?", "What time?", "Why grave?", "Check and send"),
        "marks": marks(),
        "pictures": pictures(),
        "table_head": ("Day", "Signatures"),
        "table_rows": DAYS,
        "empty_form": SignForm(),
        "refused_form": wrong_form(),
        "page": pages(),
        "sort": request.GET.get("sort", "title"),
    }
