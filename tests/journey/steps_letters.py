"""Letters that are answered, and an office that stays silent: by real SMTP, with time moved."""

from datetime import UTC, datetime, timedelta

from tests.journey.mailbox import text_of
from tests.journey.ministry import answer
from tests.journey.stage import Stage, log_in, path_of, press
from tests.journey.steps_council import FRANCE, MINISTER, TITLE

WORDS = "The Government has decided to send twelve unarmed observers."
STAFF = "Kwame Adjei"


def start_the_clocks(stage: Stage) -> str:
    """Two days later no letter has come back: both offices count as reached, and clocks run"""
    _wait_until_sent(stage, 2)
    moved = stage.work("tests.journey.clocks", _later(hours=49))
    clocks = _clocks(stage)
    assert [state for _office, state in clocks] == ["running", "running"], (clocks, moved)
    return "\n".join(f"{office}: {state}" for office, state in clocks)


def be_answered_by_a_machine(stage: Stage) -> str:
    """A holiday notice by real SMTP is kept and set aside: the clock runs on"""
    letter = stage.mailbox.to(MINISTER["email"])[0]
    codes = answer(
        to=str(letter["Reply-To"]).upper(),
        sender=MINISTER["email"],
        subject="Automatic reply: away",
        text="I am away until Monday.",
        Auto_Submitted="auto-replied",
    )
    _wait_for_replies(stage, 1)
    kinds = stage.ask_database("SELECT kind, state FROM campaigns_reply")
    assert (codes, kinds) == ([0], [("automatic", "aside")]), (codes, kinds)
    assert [state for _office, state in _clocks(stage)] == ["running", "running"]
    return f"{letter['Reply-To']}: automatic, set aside"


def be_answered_by_the_office(stage: Stage) -> str:
    """The office answers by real SMTP: kept, matched by its token, forwarded without its address"""
    letter = stage.mailbox.to(MINISTER["email"])[0]
    codes = answer(
        to=str(letter["Reply-To"]),
        sender=MINISTER["email"],
        subject=f"Re: {letter['Subject']}",
        text=f"Dear {stage.people['writer'].name},\n\n{WORDS}\n\n{STAFF}, +254 20 555 0123",
    )
    _wait_for_replies(stage, 2)
    rows = stage.ask_database(
        "SELECT matched_by, state, text FROM campaigns_reply WHERE kind = 'reply'"
    )
    assert codes == [0]
    ((by, state, text),) = rows
    assert (by, state) == ("token", "waiting"), rows
    assert stage.people["writer"].name not in text
    assert "555 0123" not in text
    mail = stage.mailbox.wait(stage.people["writer"].email, subject="An answer from")
    assert WORDS in text_of(mail)
    assert MINISTER["email"] not in mail.as_string()
    assert [state for _office, state in _clocks(stage)] == ["running", "running"]
    return f"matched by {by}; forwarded: {mail['Subject']}; nobody has accepted it, so clocks run"


def accept_and_publish(stage: Stage) -> str:
    """One person accepts the answer, which stops the clock, and redacts it; another publishes it"""
    owner, approver = stage.people["owner"], stage.people["approver"]
    log_in(owner)
    page = owner.page
    ((number,),) = stage.ask_database("SELECT id FROM campaigns_reply WHERE kind = 'reply'")
    page.goto(f"/desk/replies/{number}/")
    assert WORDS not in page.content()
    press(page, "Open its text")
    assert WORDS in page.content()
    page.locator("input[name=kind][value=substantive]").check()
    press(page, "Accept as the office's answer")
    clocks = dict(_clocks(stage))
    assert clocks == {MINISTER["post_label"]: "stopped", FRANCE["post_label"]: "running"}, clocks
    page.locator("textarea[name=text]").fill(WORDS)
    press(page, "Save")
    address = path_of(page.url)
    press(page, "Hand in for publication")
    assert page.get_by_role("button", name="Publish").count() == 0
    log_in(approver)
    approver.page.goto(address)
    press(approver.page, "Publish")
    visitor = stage.people["writer"].page
    visitor.goto(stage.notes["council"] + "answers/")
    shown = visitor.locator("main").inner_text()
    assert WORDS in shown, shown
    assert STAFF not in shown
    told = stage.mailbox.wait(stage.people["writer"].email, subject="Published: what the")
    opened = stage.ask_database("SELECT count(*) FROM audit_event WHERE verb = 'reply.opened'")
    return (
        f"{stage.notes['council']}answers/ shows it; opened {opened[0][0]} time; {told['Subject']}"
    )


def see_silence(stage: Stage) -> str:
    """The second office stays silent: with time moved it is overdue, and next steps are proposed"""
    moment = _later(days=60)
    moved = stage.work("tests.journey.clocks", moment)
    rows = stage.ask_database(
        "SELECT p.label, c.state, c.due_at FROM campaigns_answerclock c"
        " JOIN officials_post p ON p.id = c.post_id"
        " WHERE c.escalated_at IS NOT NULL AND p.label = ANY(%s)",
        [MINISTER["post_label"], FRANCE["post_label"]],
    )
    assert [(label, state) for label, state, _due in rows] == [(FRANCE["post_label"], "running")], (
        rows,
        moved,
    )
    steps = stage.ask_database(
        "SELECT s.kind FROM campaigns_nextstep s JOIN campaigns_answerclock c ON c.id = s.clock_id"
        " JOIN officials_post p ON p.id = c.post_id WHERE p.label = %s ORDER BY s.id",
        FRANCE["post_label"],
    )
    assert len(steps) == 4, steps
    proposed = ", ".join(kind for (kind,) in steps)
    return f"{rows[0][0]}: due {rows[0][2]:%d %B %Y}, overdue then; proposed: {proposed}"


def _later(**more: float) -> str:
    return (datetime.now(UTC) + timedelta(**more)).isoformat(timespec="seconds")


def _clocks(stage: Stage) -> list[tuple]:
    return stage.ask_database(
        "SELECT p.label, c.state FROM campaigns_answerclock c"
        " JOIN officials_post p ON p.id = c.post_id"
        " JOIN campaigns_campaign ON campaigns_campaign.id = c.campaign_id"
        " WHERE campaigns_campaign.title = %s ORDER BY p.label",
        TITLE,
    )


def _wait_until_sent(stage: Stage, number: int) -> None:
    """A mail system has a letter a moment before we have written down that it does."""
    for _attempt in range(60):
        sent = stage.ask_database(
            "SELECT count(*) FROM campaigns_letter l JOIN campaigns_letteraction a"
            " ON a.id = l.letter_action_id JOIN campaigns_campaign c ON c.id = a.campaign_id"
            " WHERE l.state = 'sent' AND c.title = %s",
            TITLE,
        )
        if sent >= [(number,)]:
            return
        stage.people["writer"].page.wait_for_timeout(1_000)
    raise AssertionError(f"sent within a minute: {sent}")


def _wait_for_replies(stage: Stage, number: int) -> None:
    page = stage.people["writer"].page
    for _attempt in range(90):
        if stage.ask_database("SELECT count(*) FROM campaigns_reply") >= [(number,)]:
            return
        page.wait_for_timeout(1_000)
    left = stage.ask_database("SELECT state, kind, for_letters, note FROM outbox_incoming")
    raise AssertionError(f"not filed within 90 s: {left}")


STEPS = [
    start_the_clocks,
    be_answered_by_a_machine,
    be_answered_by_the_office,
    accept_and_publish,
    see_silence,
]
