"""Briefs of the demonstration after their first version: put right, translated, held back."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from situations.models import Brief, Situation
from situations.services import (
    draft_brief,
    publish_brief,
    revise_brief,
    submit_brief,
    translate_brief,
    write_brief,
    write_occasions,
    write_recommendations,
)

METHOD = (
    "Read from the address of August 2007 alone: nothing was checked against other sources, and"
    " nothing later than that day is taken into account."
)
WHAT_CHANGED = "The address was given twice; the second day and place are named now."
OCCASIONS = (
    {"day": date(2007, 8, 13), "place": "Melbourne"},
    {"day": date(2007, 8, 28), "place": "Sydney"},
)
IN_ARABIC: dict[str, Any] = {
    "title": "دارفور: ضغط يغيّر الحسابات",
    "standfirst": (
        "ما زال القتل والحرق والاغتصاب مستمراً في دارفور بعد أكثر من أربع سنوات. ويمكن لضغط"
        " دبلوماسي واقتصادي وقانوني متواصل أن يغيّر ما يحسب الحكّام أنهم يكسبونه."
    ),
    "body": (
        "## ما يحدث\n\n"
        "تُحرق القرى وتُغتصب النساء ويُقتل الناس على نطاق واسع. وقد تجاوز ردّ الحكومة على التمرّد كل حد،"
        " وأسهمت جماعات متمردة في اندلاع الحرب واستمرارها.\n\n"
        "## واجب الدولة\n\n"
        "المسؤولية الأولى عن هؤلاء الناس هي مسؤولية السودان.\n\n"
        "## ما يمكن فعله\n\n"
        "- دبلوماسية لا تكلّ،\n"
        "- عقوبات مدروسة يراقبها مختصون،\n"
        "- احتمال الملاحقة القضائية،\n"
        "- قوات حماية توافق عليها الحكومة."
    ),
}
WELL: dict[str, Any] = {
    "title": "One well for two towns: what the elders could agree on",
    "standfirst": "The elders of both towns would share the middle well if somebody whom both trust"
    " kept the key. It needs one person, for ten weeks.",
    "body": "## What was said\n\nBoth sides told our staff, apart, that they would drink from one"
    " well again.\n\n## What it needs\n\nA keeper whom neither town pays.\n\n*The place and its"
    " people are invented, to show how this site works.*",
    "sources": "Invented, to show how this site works",
    "method": "Invented, to show how this site works.",
}
KEEPER = {
    "addressee": "Government of Azania",
    "is_territorial_state": True,
    "text": "Name a keeper of the well together with the elders of both towns.",
    "rung": 1,
}
HELD_FOR = timedelta(days=7)


def continue_briefs(*, darfur: Brief, author: User, approver: User) -> None:
    """Translate a brief, then put it right: so the translation shows that it is out of date."""
    arabic = translate_brief(brief=darfur, actor=author, language="ar")
    write_brief(brief=arabic, actor=author, **IN_ARABIC)
    _approve(arabic, author, approver)
    second = revise_brief(brief=darfur, actor=author, change="minor", change_note=WHAT_CHANGED)
    write_brief(brief=second, actor=author, method=METHOD)
    write_occasions(brief=second, actor=author, occasions=OCCASIONS)
    _approve(second, author, approver)


def hold_back_a_brief(*, situation: Situation, author: User, approver: User) -> Brief:
    """Publish a brief under an embargo of a week: on the desk, and nowhere else."""
    brief = draft_brief(
        situation=situation,
        organisation=situation.organisation,
        actor=author,
        title=WELL["title"],
    )
    write_brief(brief=brief, actor=author, **WELL)
    write_recommendations(brief=brief, actor=author, recommendations=[KEEPER])
    submit_brief(brief=brief, actor=author)
    return publish_brief(brief=brief, actor=approver, embargo_until=timezone.now() + HELD_FOR)


def _approve(brief: Brief, author: User, approver: User) -> None:
    submit_brief(brief=brief, actor=author)
    publish_brief(brief=brief, actor=approver)
