"""The rows of a run: as a table for people, as JSON for programs."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).resolve().parent.parent / "var" / "bench" / "results.json"
HEAD = ("name", "value", "unit", "floor", "ratio", "goal", "")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure. `ratio` is to be at least `goal`, or at most where less is better."""

    name: str
    value: float
    unit: str
    floor: float
    goal: float
    less_is_better: bool = False

    @property
    def ratio(self) -> float:
        return self.value / self.floor if self.floor else 0.0

    @property
    def ok(self) -> bool:
        return self.ratio <= self.goal if self.less_is_better else self.ratio >= self.goal

    def as_dict(self) -> dict[str, object]:
        facts: dict[str, object] = asdict(self)
        del facts["less_is_better"]
        return facts | {"ratio": round(self.ratio, 3), "ok": self.ok}

    def cells(self) -> tuple[str, ...]:
        sign = "≤" if self.less_is_better else "≥"
        return (
            self.name,
            f"{self.value:,.3g}" if self.value < 100 else f"{self.value:,.0f}",
            self.unit,
            f"{self.floor:,.3g}" if self.floor < 100 else f"{self.floor:,.0f}",
            f"{self.ratio:.2f}",
            f"{sign} {self.goal:g}",
            "ok" if self.ok else "NOT MET",
        )


def write(rows: list[Row]) -> None:
    """Print the table and keep the rows."""
    table = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEAD))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    facts = [row.as_dict() for row in rows]
    RESULTS.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n")
