"""Letters that are answered, and an office that stays silent: by real SMTP, with time moved."""

from datetime import UTC, datetime, timedelta

from tests.journey.mailbox import link_in, text_of
from tests.journey.ministry import answer
from tests.journey.stage import Stage, log_in, path_of, press
from tests.journey.steps_campaigns import GOOD, OFFICE, SECOND

POPOLO = "tests/data/popolo-burundi.json"
WORDS = "The Government of Azania has decided to send twelve unarmed observers."
STAFF = "Kwame Adjei"


def import_a_parliament(stage: Stage) -> str:
    """A real Popolo file is imported: a dry run changes nothing, a second time nothing is new"""
    words = ("import_officials", POPOLO, "--country", "BI")
    count = "SELECT count(*) FROM officials_person"
    before = stage.ask_database(count)
    dry = stage.manage(*words).strip().splitlines()[-1]
    assert stage.ask_database(count) == before
    applied = stage.manage(*words, "--apply").strip().splitlines()[-1]
    assert stage.ask_database(count) > before, applied
    again = stage.manage(*words).strip().splitlines()[-1]
    assert "new 0" in again, again
    assert "changed 0" in again, again
    return f"{dry}\n{applied}\n{again}"


def write_to_the_second_office(stage: Stage) -> str:
    """Somebody else writes to the second office of the campaign, which gets its own salutation"""
    writer = stage.enter("writer", email="wanda@writer.test", name="Wanda Writer")
    page = writer.page
    page.goto(stage.notes["campaign"] + "letter/")
    page.locator("[name=own_words]").fill("My grandmother crossed a river to be safe.")
    page.locator("main [name=name]").fill(writer.name)
    page.locator("main [name=email]").fill(writer.email)
    page.locator("main [name=country]").select_option("KE")
    page.locator("input[type=radio][name=post]").nth(1).check()
    press(page, "See the letter")
    press(page, "Send me the link to confirm")
    mail = stage.mailbox.wait(writer.email, subject="Confirm your letter")
    page.goto(path_of(link_in(mail, "/campaigns/confirm-letter/")))
    press(page, "Send this letter")
    letter = stage.mailbox.wait(SECOND["email"])
    assert SECOND["salutation_fr"] in text_of(letter)
    return f"To: {letter['To']}\n{SECOND['salutation_fr']}"


def start_the_clocks(stage: Stage) -> str:
    """Two days later no letter has come back: both offices count as reached, and clocks run"""
    for _attempt in range(60):
        sent = stage.ask_database(
            "SELECT count(*) FROM campaigns_letter WHERE state = 'sent' AND message_id IS NOT NULL"
        )
        if sent >= [(2,)]:
            break
        stage.people["visitor"].page.wait_for_timeout(2_000)
    moved = stage.work("tests.journey.clocks", _later(hours=49))
    clocks = _clocks(stage)
    assert [state for _office, state in clocks] == ["running", "running"], (clocks, sent, moved)
    return "\n".join(f"{office}: {state}" for office, state in clocks)


def be_answered_by_a_machine(stage: Stage) -> str:
    """A holiday notice by real SMTP is kept and set aside: the clock runs on"""
    letter = stage.mailbox.to(GOOD["email"])[0]
    codes = answer(
        to=str(letter["Reply-To"]).upper(),
        sender=GOOD["email"],
        subject="Réponse automatique : absence",
        text="Je suis absent jusqu’à lundi.",
        Auto_Submitted="auto-replied",
    )
    _wait_for_replies(stage, 1)
    kinds = stage.ask_database("SELECT kind, state FROM campaigns_reply")
    assert (codes, kinds) == ([0], [("automatic", "aside")]), (codes, kinds)
    assert [state for _office, state in _clocks(stage)] == ["running", "running"]
    return f"{letter['Reply-To']}: automatic, set aside"


def be_answered_by_the_office(stage: Stage) -> str:
    """The office answers by real SMTP: kept, matched by its token, forwarded without its address"""
    letter = stage.mailbox.to(GOOD["email"])[0]
    codes = answer(
        to=str(letter["Reply-To"]),
        sender=GOOD["email"],
        subject=f"Re: {letter['Subject']}",
        text=f"Dear {stage.people['visitor'].name},\n\n{WORDS}\n\n{STAFF}, +251 11 555 0123",
    )
    _wait_for_replies(stage, 2)
    rows = stage.ask_database(
        "SELECT matched_by, state, text FROM campaigns_reply WHERE kind = 'reply'"
    )
    assert codes == [0]
    ((by, state, text),) = rows
    assert (by, state) == ("token", "waiting"), rows
    assert stage.people["visitor"].name not in text
    assert "555 0123" not in text
    mail = stage.mailbox.wait(stage.people["visitor"].email, subject="An answer from")
    assert WORDS in text_of(mail)
    assert GOOD["email"] not in mail.as_string()
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
    assert clocks == {OFFICE: "stopped", SECOND["post_label"]: "running"}, clocks
    page.locator("textarea[name=text]").fill(WORDS)
    press(page, "Save")
    address = path_of(page.url)
    press(page, "Hand in for publication")
    assert page.get_by_role("button", name="Publish").count() == 0
    log_in(approver)
    approver.page.goto(address)
    press(approver.page, "Publish")
    visitor = stage.people["visitor"].page
    visitor.goto(stage.notes["campaign"] + "answers/")
    shown = visitor.locator("main").inner_text()
    assert WORDS in shown, shown
    assert STAFF not in shown
    told = stage.mailbox.wait(stage.people["visitor"].email, subject="Published: what the")
    opened = stage.ask_database("SELECT count(*) FROM audit_event WHERE verb = 'reply.opened'")
    return (
        f"{stage.notes['campaign']}answers/ shows it; opened {opened[0][0]} time; {told['Subject']}"
    )


def see_silence(stage: Stage) -> str:
    """The second office stays silent: with time moved it is overdue, and next steps are proposed"""
    moment = _later(days=60)
    moved = stage.work("tests.journey.clocks", moment)
    rows = stage.ask_database(
        "SELECT p.label, c.state, c.due_at FROM campaigns_answerclock c"
        " JOIN officials_post p ON p.id = c.post_id WHERE c.escalated_at IS NOT NULL"
    )
    assert [(label, state) for label, state, _due in rows] == [(SECOND["post_label"], "running")], (
        rows,
        moved,
    )
    steps = stage.ask_database("SELECT kind FROM campaigns_nextstep ORDER BY id")
    assert len(steps) == 4, steps
    proposed = ", ".join(kind for (kind,) in steps)
    return f"{rows[0][0]}: due {rows[0][2]:%d %B %Y}, overdue then; proposed: {proposed}"


def _later(**more: float) -> str:
    return (datetime.now(UTC) + timedelta(**more)).isoformat(timespec="seconds")


def _clocks(stage: Stage) -> list[tuple]:
    return stage.ask_database(
        "SELECT p.label, c.state FROM campaigns_answerclock c"
        " JOIN officials_post p ON p.id = c.post_id ORDER BY p.label"
    )


def _wait_for_replies(stage: Stage, number: int) -> None:
    page = stage.people["visitor"].page
    for _attempt in range(90):
        if stage.ask_database("SELECT count(*) FROM campaigns_reply") >= [(number,)]:
            return
        page.wait_for_timeout(1_000)
    left = stage.ask_database("SELECT state, kind, for_letters, note FROM outbox_incoming")
    raise AssertionError(f"not filed within 90 s: {left}")


STEPS = [
    import_a_parliament,
    write_to_the_second_office,
    start_the_clocks,
    be_answered_by_a_machine,
    be_answered_by_the_office,
    accept_and_publish,
    see_silence,
]
