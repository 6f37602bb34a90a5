"""What the relay took against what was asked for: lost, doubled, and whether the database agrees.

The relay's record is the oracle, joined with the database by Message-ID: a sender that says "sent"
of what nobody took is found out here.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from tests.faults.ground import Ground
from tests.faults.services import Relay


@dataclass(kw_only=True)
class Result:
    """One row of the table. It holds if nothing is lost, few enough doubled and nothing amiss."""

    messages: int
    kills: int = 0
    lost: int = 0
    doubled: int = 0
    uncertain: int = 0
    may_double: int = 0
    amiss: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.lost == 0 and self.doubled <= self.may_double and not self.amiss

    def expect(self, holds: object, otherwise: str) -> None:
        """Note what is amiss unless it holds."""
        if not holds:
            self.amiss.append(otherwise)


def reckon(
    ground: Ground,
    ids: Collection[str],
    *,
    kills: int = 0,
    may_double: int = 0,
    may_be_uncertain: int = 0,
    relay: Relay | None = None,
) -> Result:
    """Count what became of the messages `ids`, all of which should have been sent.

    A letter that is shown as uncertain is not lost: somebody is asked about it.
    """
    taken = (relay or ground.relay).taken()
    wanted = set(ids)
    states = _states(ground, wanted)
    unsure = {one for one, state in states.items() if state == "uncertain"}
    result = Result(messages=len(wanted), kills=kills, may_double=may_double)
    result.uncertain = len(unsure)
    result.lost = sum(taken[one] == 0 for one in wanted - unsure)
    result.doubled = sum(taken[one] - 1 for one in wanted if taken[one])
    strangers = len(set(taken) - wanted)
    unsaid = sum(states.get(one) != "sent" for one in wanted - unsure if taken[one])
    untrue = sum(state == "sent" and not taken[one] for one, state in states.items())
    result.expect(len(wanted) == len(ids), "two messages bear one Message-ID")
    result.expect(not strangers, f"{strangers} taken that nobody had queued")
    result.expect(not unsaid, f"{unsaid} taken, and not marked as sent")
    result.expect(not untrue, f"{untrue} marked as sent, and never taken")
    result.expect(set(states) == wanted, "rows have vanished")
    result.expect(len(unsure) <= may_be_uncertain, f"{len(unsure)} shown as uncertain")
    return result


def _states(ground: Ground, ids: Collection[str]) -> dict[str, str]:
    question = "SELECT message_id, state FROM outbox_message WHERE message_id = ANY(%s)"
    return dict(ground.postgres.ask(question, list(ids)))
