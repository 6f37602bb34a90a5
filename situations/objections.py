"""What is said against the responsibility to protect, and what can be answered.

Our own words, after the address (Evans 2007, paras 14-18, 44-49); each answer names the paragraphs
that it rests on, and what on this site bears it out.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from core.rules import Text


class Objection(NamedTuple):
    """One objection: what is said, what can be answered, from where, and where to see it."""

    slug: str
    said: Text
    answered: tuple[Text, ...]
    paragraphs: str
    see: str
    see_label: Text


OBJECTIONS = (
    Objection(
        "licence",
        _("It licenses powerful States to interfere in weaker ones when they like."),
        (
            _(
                "The responsibility belongs to each State first, for its own people. Others come in"
                " only where it cannot or will not meet it, and then to help before anything else."
            ),
            _(
                "Only four crimes count, tested one by one and in public. Force without consent"
                " needs the Security Council, five reasoned answers and two people who had no hand"
                " in them; here nothing can ask for it otherwise."
            ),
        ),
        "28, 34-35, 46, 57",
        "situations:situation_list",
        _("See each yes and each no, with its reasons"),
    ),
    Objection(
        "imperialists",
        _("It exists only in the minds of Western powers."),
        (
            _(
                "The African Union wrote non-indifference into its doctrine in 2002. In 2005 States"
                " south of the Sahara, led by South Africa, and in Latin America carried the day;"
                " more than 150 heads of State and government agreed without a vote."
            ),
            _(
                "Asked in 2007, many more people were for it than against it in each of eleven"
                " countries, in China and India as in France and the United States."
            ),
        ),
        "32-33, 37, 40, 48",
        "situations:commitment_list",
        _("See what was adopted, and who put their names to what"),
    ),
    Objection(
        "sovereignty",
        _("What happens inside a State is that State’s own affair."),
        (
            _(
                "Sovereignty was long read as control. Read as responsibility it takes nothing from"
                " a State; it asks something of it, in the name of its own people first."
            ),
            _(
                "Young States hold to non-intervention as their shield, with reason. The closed"
                " list of crimes and the public reasons on this site are there so that it stays"
                " one."
            ),
        ),
        "15-16, 28",
        "situations:outcome_list",
        _("See what stood in the way before"),
    ),
    Objection(
        "pretext",
        _("It is a pretext: look at Iraq in 2003."),
        (
            _(
                "Iraq in early 2003 was no such situation. Grave crimes lay in the past, none was"
                " under way or feared; what continued deserved censure and sanctions. The register"
                " says so, with its reasons, as it says yes elsewhere."
            ),
        ),
        "17, 52",
        "situations:situation_list",
        _("Find Iraq in the register"),
    ),
    Objection(
        "military",
        _("In the end it always means war."),
        (
            _(
                "Above all it means prevention: strong institutions, remedied grievances, the rule"
                " of law. Then come persuasion and pressure, law, sanctions, police. Eight rungs"
                " stand on each page, and most of them are taken long before any soldier."
            ),
            _(
                "That force was not used in Darfur did not end the responsibility. It took other"
                " forms, because force would have done more harm than good."
            ),
        ),
        "18, 29, 54-56",
        "situations:situation_list",
        _("See measures by rung and phase"),
    ),
    Objection(
        "everything",
        _("It covers every ill of the world, so it means nothing."),
        (
            _(
                "It does not. Disease, climate, weapons and conflict alone are no part of it,"
                " however grave. They are declined here with their own reason, and with where to"
                " turn instead."
            ),
        ),
        "50, 54",
        "situations:situation_list",
        _("See what was declined, and why"),
    ),
)
