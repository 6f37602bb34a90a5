"""What a visitor typed to sign, and the emailed link that bears it.

The link bears it veiled (core.tokens), since only so can each link confirm what its own reader has
typed: the row in the database holds what was typed first, perhaps by somebody else.
"""

import json
from dataclasses import dataclass
from typing import Any

from core.tokens import TokenRefused, unveil, veil

from .models import Display, Petition

PURPOSE = "signature.confirm"


@dataclass(frozen=True, kw_only=True)
class Signing:
    """What a visitor filled in, checked by the form."""

    name: str
    email: str
    country: str
    region: str = ""
    language: str = "en"
    display: str = Display.HIDDEN
    wants_updates: bool = False
    name_handed_over: bool = False
    text_version: int = 1

    @property
    def display_label(self) -> str:
        return str(Display(self.display).label)

    @property
    def sealed(self) -> dict[str, str]:
        """What is kept sealed, and opened by workers alone."""
        kept = {"name": self.name, "email": self.email}
        return kept | {"region": self.region} if self.region else kept


def veil_signing(petition: Petition, signing: Signing) -> str:
    """Return the token that confirms `signing` under the petition."""
    typed: list[Any] = [petition.pk, *vars(signing).values()]
    return veil(PURPOSE, json.dumps(typed, ensure_ascii=False, separators=(",", ":")))


def read_signing(token: str) -> tuple[int, Signing]:
    """Return the petition's number and what was typed. Raises TokenRefused."""
    try:
        petition_id, *typed = json.loads(unveil(PURPOSE, token))
        return petition_id, Signing(**dict(zip(Signing.__dataclass_fields__, typed, strict=True)))
    except (TypeError, ValueError) as error:
        raise TokenRefused from error
