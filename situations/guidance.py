"""What the screening says beside each question: the idea of the address in our own words."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from core.rules import Text

from .models.choices import Step


class Guidance(NamedTuple):
    """The question as a heading, and what helps to answer it."""

    question: Text
    words: tuple[Text, ...]


GUIDANCE: dict[Step, Guidance] = {
    Step.SUBJECT: Guidance(
        _("First test: which crimes?"),
        (
            _(
                "Only four crimes count, because those are what every State accepted in 2005:"
                " genocide, war crimes, ethnic cleansing and crimes against humanity (para 35)."
            ),
            _(
                "Other violations of human rights and other conflicts matter, but stretching the"
                " idea to cover them would cost the support it lives by (para 50). Neither does it"
                " cover HIV/AIDS, climate change, nuclear weapons or small arms (para 54)."
            ),
            _(
                "Several crimes, and crimes by several sides, can stand next to each other (para"
                " 12)."
            ),
        ),
    ),
    Step.TIME: Guidance(
        _("Second test: when?"),
        (
            _(
                "The crimes are happening, or they appear imminent, or things can get that far if"
                " nobody prevents it (para 50). The answer gives the level in the register; nobody"
                " types it."
            ),
            _(
                "Crimes that lie in the past are not enough. Iraq in early 2003 is the example:"
                " grave crimes had been committed years before, and none was under way or feared"
                " (para 52)."
            ),
            _(
                "The judgement belongs to its day. The same country can be judged otherwise"
                " later, as Iraq was in August 2007 (para 53)."
            ),
        ),
    ),
    Step.GRAVITY: Guidance(
        _("Third test: how grave?"),
        (
            _(
                "It must be so shocking to the conscience that the world beyond the State should be"
                " engaged (para 50)."
            ),
            _("No number decides this. Give reasons that a reader can follow and weigh."),
        ),
    ),
    Step.PEOPLE: Guidance(
        _("Who is at risk?"),
        (
            _(
                "The people who need protection are the point of view, not those who might act:"
                " towns facing slaughter, women facing rape, children facing hunger (para 26). So"
                " they stand first on the page."
            ),
            _("Name no place or person that this page could put in danger."),
        ),
    ),
    Step.RESPONSE: Guidance(
        _("What does the State do?"),
        (
            _(
                "Every State bears the first responsibility for the people on its soil. The wider"
                " world’s begins where the State cannot or will not meet it (para 28)."
            ),
            _("Level, trend and outlook are three different things: keep them apart."),
        ),
    ),
    Step.FACTS: Guidance(
        _("Who does what, and which figures are known?"),
        (
            _(
                "Name every side with its part. In Darfur the government struck out beyond all"
                " measure, and rebels helped to start and to prolong the war (para 12)."
            ),
            _(
                "A figure keeps its “more than” or “about”, its period, its source and the day it"
                " was true. If sources differ, give the lowest and the highest as well."
            ),
        ),
    ),
    Step.RISK: Guidance(
        _("What speaks for danger?"),
        (
            _(
                "Fourteen risk factors, as the United Nations list them: eight common to all the"
                " crimes, two for each of the three that the law defines. Ethnic cleansing has"
                " none of its own."
            ),
            _(
                "Rate what you can judge and give the reason; leave the rest as “not known”. Not"
                " all must be there, and no number of them proves anything: ratings are never"
                " added up."
            ),
            _("Name up to five as the foremost. They stand first on the page, in your order."),
        ),
    ),
    Step.CONCLUSION: Guidance(
        _("What follows?"),
        (
            _(
                "A no is an answer of the same rank as a yes: it is public, it has a reason, and it"
                " says what is called for instead. For Iraq in 2003 that was censure and sanctions"
                " (para 52)."
            ),
            _(
                "Most of what protects people is preventive, and much can be done between doing"
                " nothing and sending soldiers (paras 55, 58). Begin with the gentlest measure"
                " that can work."
            ),
        ),
    ),
}
