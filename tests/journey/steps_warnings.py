"""The warning desk: a warning comes in without a name, is overdue, goes up, and opens a situation.

What is typed is invented, about an invented place. Needs the owner and the approver of
tests.journey.steps_accounts, both with a second factor.
"""

import re
from datetime import UTC, datetime, timedelta

import psycopg
from playwright.sync_api import Page

from tests.journey.mailbox import link_in, text_of
from tests.journey.stage import Stage, follow, log_in, path_of, press, press_only

FEARED = "Men with lists went from house to house, and said that they will be back."
PLACE = "The houses behind the mill"


def put_people_on_duty(stage: Stage) -> str:
    """The owner puts the approver on duty first and herself second"""
    owner, approver = stage.people["owner"], stage.people["approver"]
    log_in(owner)
    page = owner.page
    page.goto("/desk/warnings/rota/")
    page.locator("[name=place_0]").select_option(label=approver.name)
    page.locator("[name=place_1]").select_option(label=owner.name)
    press(page, "Save the rota")
    rows = stage.ask_database(
        "SELECT place, email FROM situations_dutyofficer d JOIN accounts_user u ON u.id = d.user_id"
        " ORDER BY place"
    )
    assert rows == [(1, approver.email), (2, owner.email)], rows
    return f"first {approver.name}, then {owner.name}"


def warn_without_a_name(stage: Stage) -> str:
    """Somebody hands in a warning: no account, no cookie, no JavaScript; two numbers come back"""
    sender = stage.enter("sender", email="nobody", name="Nobody")
    page = sender.page
    page.goto("/warnings/")
    follow(page, page.locator("main").get_by_role("link", name="Hand in a warning"))
    page.locator("[name=place]").fill(PLACE)
    page.locator("[name=territory]").select_option("kenya")
    page.locator("[name=feared]").fill(FEARED)
    page.locator("input[name=urgency][value=days]").check()
    press(page, "Read it once more")
    assert stage.ask_database("SELECT count(*) FROM situations_earlywarning") == [(0,)]
    press(page, "Send this warning")
    receipt, pin = (each.inner_text() for each in page.locator(".receipt dd").all())
    stage.notes |= {"receipt": receipt, "pin": pin}
    page.reload()
    again = [each.inner_text() for each in page.locator(".receipt dd").all()]
    assert again == [receipt, pin], again
    assert stage.ask_database("SELECT count(*) FROM situations_earlywarning") == [(1,)]
    assert not sender.context.cookies()
    ((hashed,),) = stage.ask_database("SELECT pin_hash FROM situations_earlywarning")
    assert hashed.startswith("$argon2id$")
    mail = stage.mailbox.wait(stage.people["approver"].email, subject="A warning has come in")
    assert FEARED not in text_of(mail)
    assert PLACE not in text_of(mail)
    return (
        f"receipt {receipt}; the same after a reload; no cookie was left\n"
        f"mail to whoever is on duty: {mail['Subject']} (and not a word of it)"
    )


def leave_it_lying(stage: Stage) -> str:
    """Nobody acknowledges it: a day later it is overdue, goes to the next, who is told by mail"""
    ((due,),) = stage.ask_database("SELECT due_at FROM situations_earlywarning")
    assert timedelta(hours=23) < due - datetime.now(UTC) <= timedelta(hours=24), due
    for moment, reached in (
        (due - timedelta(minutes=1), ""),
        (due + timedelta(hours=1), "officer"),
    ):
        answer = stage.work("tests.journey.overdue", moment.isoformat())
        assert "Traceback" not in answer, answer
        rows = stage.ask_database("SELECT reached FROM situations_earlywarning")
        assert rows == [(reached,)], rows
    owner = stage.people["owner"]
    mail = stage.mailbox.wait(owner.email, subject="A warning is overdue")
    stage.notes["warning"] = path_of(link_in(mail, "/desk/warnings/"))
    rows = stage.ask_database(
        "SELECT email FROM situations_earlywarning w JOIN accounts_user u ON u.id = w.owner_id"
    )
    assert rows == [(owner.email,)], rows
    visitor = stage.people["sender"].page
    visitor.goto("/warnings/")
    figures = " ".join(visitor.locator(".numbers").inner_text().split())
    assert "fewer than five overdue" in figures, figures
    return (
        f"a minute before: nothing; an hour after: {mail['Subject']}\npublic page: {figures[:60]}"
    )


def open_a_situation(stage: Stage) -> str:
    """The next on duty acknowledges it, asks, gets the answer, and opens a situation with it"""
    page = stage.people["owner"].page
    page.goto(stage.notes["warning"])
    assert FEARED in page.locator("main").inner_text()
    press(page, "Acknowledge")
    press(page, "Look into it")
    do(page, "Ask a question", reason="Which street do the lists begin with?")
    sender = stage.people["sender"].page
    read_answers(stage)
    assert "Which street" in sender.locator("main").inner_text()
    sender.locator("textarea[name=text]").fill("With the one behind the mill.")
    press(sender, "Send this")
    page.goto(stage.notes["warning"])
    assert "With the one behind the mill." in page.locator("main").inner_text()
    do(page, "Open a situation", name="The mill quarter", reason=" ")
    refused = page.locator("#errors").inner_text()
    assert "never ends without one" in refused, refused
    page.goto(stage.notes["warning"])
    do(page, "Open a situation", name="The mill quarter", reason="It fits what others told us.")
    assert re.search(r"/desk/situations/\d+/$", page.url), page.url
    read_answers(stage)
    text = sender.locator("main").inner_text()
    assert "It fits what others told us." in text
    assert "The mill quarter" not in text  # not decided, so not public
    rows = stage.ask_database("SELECT status, due_at FROM situations_earlywarning")
    assert rows == [("opened_situation", None)], rows
    return "the sender reads the question and the reason, and not the name of what is not public"


def delete_no_warning(stage: Stage) -> str:
    """A bare DELETE or TRUNCATE of warnings, and a change of their words, fail in PostgreSQL"""
    answers = []
    for change in (
        "DELETE FROM situations_earlywarning",
        "TRUNCATE situations_earlywarning CASCADE",
        "UPDATE situations_earlywarning SET feared = 'nothing'",
    ):
        try:
            stage.ask_database(change)
        except psycopg.Error as error:
            answers.append(f"{change.split()[0]}: {str(error).splitlines()[0]}")
    assert len(answers) == 3, answers
    return "\n".join(answers)


def read_answers(stage: Stage) -> None:
    page = stage.people["sender"].page
    page.goto("/warnings/answers/")
    page.locator("[name=receipt]").fill(stage.notes["receipt"])
    page.locator("[name=pin]").fill(stage.notes["pin"])
    press(page, "Read the answers")


def do(page: Page, deed: str, **words: str) -> None:
    """Follow a deed of the desk to its page, say what it asks for, and do it."""
    follow(page, page.get_by_role("link", name=deed, exact=True))
    for name, text in words.items():
        page.locator(f"[name={name}]").fill(text)
    press_only(page)


STEPS = [
    put_people_on_duty,
    warn_without_a_name,
    leave_it_lying,
    open_a_situation,
    delete_no_warning,
]
