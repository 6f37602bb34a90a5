"""Names as they come: in many scripts, long, and made to be worked out by a spreadsheet."""

import os
import random
from collections.abc import Sequence

from campaigns.models import Petition, Signature
from core.sealed import seal_json
from tests.factories.names import in_letters

FORMULAS = (
    "=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", "＋1",
    "－1", "＠SUM(A1)",
    "\u200b=1+1", "\ufeff=1+1", "\u2060+1", "\u00a0=1", '=HYPERLINK("http://x.test","y")',
    '=cmd|" /C calc"!A0', "%x", "|calc", "−1", "﹣1", "﹢1", "﹦1", "'=1+1", '"=1+1', "\u202e=1+1",
)  # fmt: skip
VALUES = (
    "12345", "1e5", "2026-11-22", "May 5", "1/2", "50%", "$5", "0x1F", "#17", "TRUE", "falsch",
    "١٢٣", "１２３", "½", "1:30", "12E4", "4,5", "(7)", "'quoted", "r:e", "∞",
)  # fmt: skip
PEOPLE = (
    "Ada Lovelace", "محمد عبد الرحمن", "فاطمة الزهراء", "王小明", "李 慧", "Олена Ковальчук",
    "김민수",
    "José Ñuñez", "Zoë O'Brien-Smith", 'Anna "Annie" Berg', "Nguyễn, Thị Minh", "দীপা সেন",
    "አበበ በቀለ", "ნინო", "👩🏽 Mara", "a" * 100, "﷽", "שרה לוי", "Jean\nPaul", "Anna;Berg",
)  # fmt: skip
COUNTRIES = ["KE"] * 30 + ["FR"] * 20 + ["EG"] * 15 + ["CN"] * 10 + ["UA"] * 10 + ["VA"]


def crowd(petition: Petition, number: int, names: Sequence[str] = ()) -> None:
    """Let so many sign, three of four agreeing to be named. The same people each time."""
    chance = random.Random(4)
    every = [*names, *FORMULAS, *VALUES, *PEOPLE]
    today = petition.campaign.launched_at.date()
    rows = [
        Signature(
            petition=petition,
            sealed=seal_json({"name": name, "email": f"s{place}@example.org"}),
            email_key=os.urandom(32),
            state="confirmed",
            country=chance.choice(COUNTRIES),
            language=chance.choice(["en", "ar"]),
            confirmed_on=today,
            name_handed_over=place % 4 != 0,
        )
        for place in range(number)
        for name in [_one_of(every, place)]
    ]
    Signature.objects.bulk_create(rows, batch_size=5000)


def _one_of(names: Sequence[str], place: int) -> str:
    """Every name by itself first, then with letters behind it, so that no two are alike."""
    name, turn = names[place % len(names)], place // len(names)
    return f"{name} {in_letters(turn)}" if turn > 1 and len(name) < 90 else name
