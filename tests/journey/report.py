"""Print each step and its evidence; stop at the first that fails, and say what was not reached."""

import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

Step = Callable[[Any], str]


class Report:
    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0

    def run(self, steps: list[Step], stage: Any) -> int:
        """Run the steps in order. Returns the exit status: 0 if all passed."""
        for number, step in enumerate(steps, start=1):
            if not self.one(number, step, stage):
                break
        left = len(steps) - self.passed - self.failed
        skipped = f", {left} skipped" if left else ""
        say(f"\njourney: {self.passed} passed, {self.failed} failed{skipped}")
        return 1 if self.failed else 0

    def one(self, number: int, step: Step, stage: Any) -> bool:
        title = (step.__doc__ or step.__name__).strip().splitlines()[0]
        began = time.monotonic()
        try:
            evidence = step(stage)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is the result of this step
            self.failed += 1
            say(f"FAIL {number:2} {title}")
            say(ours(error))
            stage.keep_pictures(f"failed-{number}")
            return False
        self.passed += 1
        say(f"ok   {number:2} {title} ({time.monotonic() - began:.1f} s)")
        for line in (evidence or "").splitlines():
            say(f"           {line}")
        return True


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def ours(error: Exception) -> str:
    """The lines of the journey that led to the error, and the error."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"{frame.name}, line {frame.lineno}: {frame.line}"
        for frame in frames
        if "journey" in frame.filename
    ]
    return "\n".join(f"           {line}" for line in [*lines, *str(error).splitlines()[:12]])
