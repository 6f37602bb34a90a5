"""Run the journey. Started by `make journey`, which starts the stack first."""

import os
import sys

from playwright.sync_api import sync_playwright

from tests.journey import (
    steps_accounts,
    steps_briefs,
    steps_campaigns,
    steps_council,
    steps_digests,
    steps_evidence,
    steps_letters,
    steps_petitions,
    steps_proofs,
    steps_situations,
    steps_warnings,
)
from tests.journey.report import Report
from tests.journey.stage import Stage

STEPS = [
    *steps_accounts.STEPS,
    *steps_situations.STEPS,
    *steps_briefs.STEPS,
    *steps_evidence.STEPS,
    *steps_warnings.STEPS,
    *steps_campaigns.STEPS,
    *steps_petitions.OPEN,
    *steps_digests.STEPS,
    *steps_proofs.STEPS,
    *steps_petitions.CLOSED,
    *steps_council.STEPS,
    *steps_letters.STEPS,
]
# `python -m tests.journey letters`: the shortest way to the letters.
LETTERS = [
    *steps_accounts.STEPS,
    *steps_situations.STEPS[:2],
    *steps_council.STEPS,
    *steps_letters.STEPS,
]


def main() -> int:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"])
        try:
            return Report().run(LETTERS if "letters" in sys.argv else STEPS, Stage(browser))
        finally:
            browser.close()


if __name__ == "__main__":
    sys.exit(main())
