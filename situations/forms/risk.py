"""The risk profile as a form: fourteen factors, each rated in a word, with reasons."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Field, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import page_helper
from situations.models import Assessment, RiskFactor, RiskRating
from situations.models.choices import PRESENT, FactorTrend, Ill, Rating
from situations.models.risk import TOP

from .fields import area, many, one_of

NOT_FOREMOST = ("", _("not among them"))


class RatingForm(forms.Form):
    """One factor. Untouched, it stays “not known” and is not kept."""

    rating = one_of(Rating.choices, label=_("How far is it there?"))
    trend = forms.ChoiceField(
        label=_("Is it rising?"),
        choices=[("", _("not known")), *FactorTrend.choices],
        required=False,
    )
    place = forms.TypedChoiceField(
        label=_("Among the five foremost"),
        choices=[NOT_FOREMOST, *((n, n) for n in range(1, TOP + 1))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    words = area(label=_("Why?"), rows=2, max_length=2000)
    ills = many(
        Ill.choices,
        label=_("Does another ill play into it?"),
        help_text=_("None of them makes an R2P situation by itself (para 54)."),
    )

    def __init__(self, *args: Any, factor: RiskFactor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.factor = factor
        signs = [(sign.position, f"{sign.number} {sign.name}") for sign in factor.indicators.all()]
        if signs:
            self.fields["indicators"] = many(signs, label=_("Signs that are seen"))
        self.helper = page_helper(
            Field("rating", wrapper_class="in-a-row"), "words", Row("trend", "place"), submit=""
        )
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def signs(self) -> Any:
        """The field of signs, shown folded; None where the factor lists none."""
        return self["indicators"] if "indicators" in self.fields else None

    @property
    def ticked(self) -> int:
        """How many signs and ills are ticked, so that the fold says what it holds."""
        ticked = [*(self["ills"].value() or ())]
        return len(ticked) + len(self.signs.value() or () if self.signs else ())

    @property
    def in_a_word(self) -> str:
        """The rating as it stands, for the list on top."""
        chosen = self["rating"].value() or Rating.UNKNOWN
        return str(dict(Rating.choices).get(chosen, ""))

    def clean_rating(self) -> str:
        return self.cleaned_data["rating"] or Rating.UNKNOWN

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        rating = data.get("rating")
        if rating and rating != Rating.UNKNOWN and not data.get("words"):
            self.add_error("words", _("Say why, in a sentence."))
        if data.get("place") and rating not in PRESENT:
            self.add_error("place", _("Only a factor that is there can be a foremost one."))
        return data

    def row(self) -> dict[str, Any]:
        """The columns of the rating; empty if nothing was said."""
        data = dict(self.cleaned_data)
        data["indicators"] = [int(position) for position in data.get("indicators", ())]
        said = data["rating"] != Rating.UNKNOWN or any(
            data[name] for name in ("words", "trend", "indicators", "ills")
        )
        return {"factor": self.factor, **data} if said else {}


class RatingForms:
    """All fourteen, saved together."""

    key = "ratings"

    def __init__(self, *, assessment: Assessment, data: Mapping[str, Any] | None):
        held = {rating.factor_id: rating for rating in assessment.ratings.all()}
        factors = RiskFactor.objects.prefetch_related("indicators")
        self.forms = [
            RatingForm(
                data,
                factor=factor,
                prefix=f"factor-{factor.number}",
                initial=_initial(held.get(factor.number)),
            )
            for factor in factors
        ]

    def is_valid(self) -> bool:
        invalid = [form for form in self.forms if not form.is_valid()]
        return self._has_no_place_twice() and not invalid

    def rows(self) -> list[dict[str, Any]]:
        return [row for form in self.forms if (row := form.row())]

    def groups(self) -> list[tuple[str, list[RatingForm]]]:
        """The forms under the crime that their factors belong to, the common ones first."""
        found: dict[str, list[RatingForm]] = {}
        for form in self.forms:
            name = str(form.factor.get_crime_display() or _("common to all the crimes"))
            found.setdefault(name, []).append(form)
        return list(found.items())

    def _has_no_place_twice(self) -> bool:
        taken: set[int] = set()
        unique = True
        for form in self.forms:
            place = form.cleaned_data.get("place")
            if place in taken:
                form.add_error("place", _("Another factor has this place already."))
                unique = False
            elif place:
                taken.add(place)
        return unique


def _initial(rating: RiskRating | None) -> dict[str, Any]:
    if rating is None:
        return {"rating": Rating.UNKNOWN}
    names = ("rating", "trend", "words", "indicators", "ills", "place")
    return {name: getattr(rating, name) for name in names}
