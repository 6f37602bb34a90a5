"""The stage: people, each with a browser of their own, and the ways to look behind the scenes."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page

from tests.factories.second_factor import code_now
from tests.journey.mailbox import Mailbox, link_in

PASSWORD = "Correct-horse-battery-7"  # noqa: S105 - of a journey on an empty database


@dataclass
class Person:
    """Somebody at a browser. Cookies and second factor are theirs alone."""

    email: str
    name: str
    context: BrowserContext
    page: Page
    secret: str = ""
    recovery_codes: list[str] = field(default_factory=list)


class Stage:
    def __init__(self, browser: Browser):
        self.browser = browser
        self.base_url = os.environ["JOURNEY_BASE_URL"].rstrip("/")
        self.mailbox = Mailbox(Path(os.environ["JOURNEY_MAIL_DIR"]))
        self.pictures = Path(os.environ["JOURNEY_LOG_DIR"]) / "pictures"
        self.people: dict[str, Person] = {}
        self.notes: dict[str, str] = {}

    def enter(self, key: str, *, email: str, name: str, javascript: bool = False) -> Person:
        """Let a person sit down at a browser; scripts are off unless said otherwise."""
        context = self.browser.new_context(
            base_url=self.base_url,
            java_script_enabled=javascript,
            viewport={"width": 1280, "height": 900},
        )
        context.set_default_timeout(20_000)
        self.people[key] = Person(email, name, context, context.new_page())
        return self.people[key]

    def ask_database(self, question: str, *parameters: object) -> list[tuple]:
        """Ask PostgreSQL directly, as an operator with psql would."""
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            cursor = connection.execute(question, parameters)
            return cursor.fetchall() if cursor.description else []

    def keep_pictures(self, name: str) -> None:
        self.pictures.mkdir(parents=True, exist_ok=True)
        for key, person in self.people.items():
            person.page.screenshot(path=self.pictures / f"{name}-{key}.png", full_page=True)


def sign_up(stage: Stage, person: Person) -> None:
    """Make a login, and prove the address by the button behind the emailed link."""
    page = person.page
    page.goto("/accounts/signup/")
    page.get_by_label("Email", exact=False).first.fill(person.email)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password2]").fill(PASSWORD)
    page.locator("main form button[type=submit], main form input[type=submit]").first.click()
    mail = stage.mailbox.wait(person.email)
    page.goto(link_in(mail, "/accounts/confirm-email/"))
    page.locator("main form button[type=submit], main form input[type=submit]").first.click()


def log_in(person: Person) -> None:
    """Log in by email and password, and by the second factor where there is one."""
    page = person.page
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page)
    if person.secret:
        page.locator("input[name=code]").fill(code_now(person.secret))
        press(page)


def press(page: Page, name: str = "") -> None:
    """Press the button of the page's form, or the one that says its deed."""
    if name:
        page.get_by_role("button", name=name, exact=False).first.click()
    else:
        page.locator("main form [type=submit]").first.click()
