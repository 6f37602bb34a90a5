"""The stage: people, each with a browser of their own, and the ways to look behind the scenes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from psycopg.sql import Composed

from tests.journey.mailbox import Mailbox, link_in
from tests.journey.totp import next_code

Query = str | Composed

PASSWORD = "Correct-horse-battery-7"


@dataclass
class Person:
    """Somebody at a browser. Cookies and second factor are theirs alone."""

    email: str
    name: str
    context: BrowserContext
    page: Page
    secret: str = ""


class Stage:
    def __init__(self, browser: Browser):
        self.browser = browser
        self.base_url = os.environ["JOURNEY_BASE_URL"].rstrip("/")
        self.mailbox = Mailbox(Path(os.environ["JOURNEY_MAIL_DIR"]))
        self.pictures = Path(os.environ["JOURNEY_LOG_DIR"]) / "pictures"
        self.people: dict[str, Person] = {}
        self.notes: dict[str, str] = {}

    def enter(self, key: str, *, email: str, name: str) -> Person:
        """Let a person sit down at a browser of their own, with JavaScript off."""
        context = self.browser.new_context(
            base_url=self.base_url,
            java_script_enabled=False,
            viewport={"width": 1280, "height": 900},
        )
        context.set_default_timeout(20_000)
        self.people[key] = Person(email, name, context, context.new_page())
        return self.people[key]

    def ask_database(self, question: Query, *parameters: object) -> list[tuple]:
        """Ask PostgreSQL directly, as an operator with psql would."""
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            cursor = connection.execute(question, parameters)
            return cursor.fetchall() if cursor.description else []

    def manage(self, *words: str, **environment: str) -> str:
        """Run a management command as the web process would run it: without the private key."""
        result = subprocess.run(
            [sys.executable, "manage.py", *words],
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return result.stdout + result.stderr

    def work(self, module: str, *words: str) -> str:
        """Run one of the journey's programs as a worker: it alone is given the private key."""
        result = subprocess.run(
            [sys.executable, "-m", module, *words],
            env=os.environ | {"SEALING_PRIVATE_KEY": os.environ["JOURNEY_SEALING_PRIVATE_KEY"]},
            capture_output=True,
            text=True,
            check=False,
        )
        return result.stdout + result.stderr

    @contextmanager
    def workers_paused(self) -> Iterator[None]:
        """Let worker and scheduler stand still: what is written meanwhile, requests wrote."""
        pids = json.loads(Path(os.environ["JOURNEY_RUN_FILE"]).read_text())["pids"]
        groups = [pids["scheduler"], pids["worker"]]
        for group in groups:
            os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            for group in groups:
                os.killpg(group, signal.SIGCONT)

    def keep_pictures(self, name: str) -> None:
        self.pictures.mkdir(parents=True, exist_ok=True)
        for key, person in self.people.items():
            person.page.screenshot(path=self.pictures / f"{name}-{key}.png", full_page=True)


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def press(page: Page, name: str) -> None:
    """Press the button that says this deed, and wait for the page it leads to."""
    follow(page, page.get_by_role("button", name=name).first)


def press_only(page: Page) -> None:
    """Press the first button of the page's form, whatever it says."""
    follow(page, page.locator("main form").locator("button, input[type=submit]").first)


def follow(page: Page, element: Locator) -> None:
    """Click, and wait for the next page: a click alone returns before the answer is there."""
    with page.expect_navigation():
        element.click()


def sign_up(stage: Stage, person: Person) -> None:
    """Make an account, and prove the address by the button behind the emailed link."""
    page = person.page
    page.get_by_label("Your name").fill(person.name)
    page.locator("input[name=email]").fill(person.email)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password2]").fill(PASSWORD)
    press(page, "Make the account")
    prove_address(stage, person)


def prove_address(stage: Stage, person: Person) -> None:
    mail = stage.mailbox.wait(person.email, subject="Confirm your address")
    person.page.goto(path_of(link_in(mail, "/accounts/confirm-email/")))
    press(person.page, "Confirm this address")


def log_in(person: Person, *, after: str = "/desk/") -> None:
    """Log in by email and password, and by the second factor where there is one."""
    page = person.page
    page.goto(f"/accounts/login/?next={after}")
    if not page.locator("input[name=login]").count():
        return  # logged in already: the site went straight on
    page.locator("input[name=login]").fill(person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    press_only(page)
    if person.secret:
        page.locator("input[name=code]").fill(next_code(person.secret))
        press_only(page)


def log_out(person: Person) -> None:
    person.page.goto("/accounts/logout/")
    press_only(person.page)


def set_second_factor(person: Person) -> None:
    """Type the key that the page shows into an authenticator app, and give its code."""
    page = person.page
    page.goto("/accounts/2fa/totp/activate/")
    if page.locator("input[name=password]").count():
        page.locator("input[name=password]").fill(PASSWORD)
        press_only(page)
    secret = page.locator(".copy").first.inner_text().strip()
    page.locator("input[name=code]").fill(next_code(secret))
    press(page, "Turn on the second factor")
    person.secret = secret
