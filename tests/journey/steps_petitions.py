"""A petition lives: signed in Arabic, told of, closed, handed over, proved; a signer is erased."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from playwright.sync_api import Download, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.journey.mailbox import link_in, text_of
from tests.journey.stage import Stage, follow, path_of, press
from tests.journey.steps_campaigns import ARABIC, OFFICE, TITLE

NEWS = "Two observers are named"
TOTAL = "SELECT signature_total FROM campaigns_petition"


def sign_in_arabic(stage: Stage) -> str:
    """A second visitor reads, signs and confirms in Arabic, and both are in one count"""
    second = stage.enter("second", email="salma@reader.test", name="سلمى حداد")
    page = second.page
    page.goto(stage.notes["campaign"] + "?lang=ar")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("h1").inner_text() == ARABIC["title"]
    page.locator("#sign_name").fill(second.name)
    page.locator("#sign_email").fill(second.email)
    page.locator("#sign_country").select_option("EG")
    follow(page, page.locator("form:has(#sign_name) [type=submit]"))
    mail = stage.mailbox.wait(second.email)
    assert ARABIC["title"] in text_of(mail), text_of(mail)
    page.goto(path_of(link_in(mail, "/campaigns/confirm/")))
    follow(page, page.locator("main form [type=submit], main form button").first)
    for _ in range(40):
        if stage.ask_database(TOTAL) == [(2,)]:
            break
        page.wait_for_timeout(500)
    rows = stage.ask_database(
        "SELECT language, text_version FROM campaigns_signature ORDER BY language"
    )
    assert rows == [("ar", 1), ("en", 1)], rows
    assert stage.ask_database(TOTAL) == [(2,)]
    return "one petition: en version 1 and ar version 1, total 2"


def change_the_text(stage: Stage) -> str:
    """After the first signature a change needs a reason, a second person, and shows in public"""
    page, desk = stage.people["owner"].page, stage.notes["desk"]
    page.goto(desk + "languages/")
    page.locator("main select[name=language]").select_option("en")
    press(page, "Begin")
    page.locator("main [name=petition_text]").fill(
        "We ask you to send twelve observers before the harvest."
    )
    press(page, "Save")
    assert "Why it is changed" in page.locator("main").inner_text()
    page.locator("main [name=reason]").fill("The number was missing.")
    press(page, "Save")
    press(page, "Hand in for a second person")
    approver = stage.people["approver"].page
    approver.goto(path_of(page.url))
    press(approver, "Make it public")
    visitor = stage.people["visitor"].page
    visitor.goto(stage.notes["campaign"] + "changes/")
    shown = visitor.locator("main").inner_text()
    assert "The number was missing." in shown, shown[:600]
    added = visitor.locator("main ins").all_inner_texts()
    assert "twelve" in " ".join(added), added
    return f"public difference, added: {' '.join(added)}; reason: The number was missing."


def send_news(stage: Stage) -> str:
    """News is written, published by a second person, and reaches whoever agreed, and nobody else"""
    page, desk = stage.people["owner"].page, stage.notes["desk"]
    page.goto(desk + "news/")
    follow(page, page.locator(".page-actions button, main form button").first)
    page.locator("main [name=title]").fill(NEWS)
    page.locator("main [name=lead]").fill("Amani met the first of them at the bridge.")
    page.locator("main [name=body]").fill("They stay until the harvest is in.")
    press(page, "Save")
    update = path_of(page.url)
    page.goto(update + "submit/")
    follow(page, page.locator("main form button").first)
    approver = stage.people["approver"].page
    approver.goto(update + "publish/")
    follow(approver, approver.locator("main form button").first)
    mail = stage.mailbox.wait(stage.people["visitor"].email, subject=NEWS)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    others = [each["Subject"] for each in stage.mailbox.to(stage.people["second"].email)]
    assert len(others) == 1, others  # the link to confirm alone: no updates were wanted
    return f"{mail['Subject']} to one of two signers, {mail['List-Unsubscribe-Post']}"


def report_back(stage: Stage) -> str:
    """The closed campaign owes a report: one writes it, another publishes it; no form is left"""
    page, desk = stage.people["owner"].page, stage.notes["desk"]
    page.goto(desk + "report/")
    page.locator("main [name=report]").fill("Asked: twelve observers. Came: twelve.")
    press(page, "Save the report")
    approver = stage.people["approver"].page
    approver.goto(desk + "report/publish/")
    press(approver, "Publish the report")
    visitor = stage.people["visitor"].page
    for _ in range(15):
        visitor.goto(stage.notes["campaign"])
        text = visitor.locator("main").inner_text()
        if "Came: twelve." in text:
            break
        visitor.wait_for_timeout(1000)
    assert "Came: twelve." in text, text[-500:]
    assert not visitor.locator("#sign_name").count()
    return "report on the page, no form"


def deliver(stage: Stage) -> str:
    """The list is asked for by one, approved by another, made by a worker, and handed over"""
    page, desk = stage.people["owner"].page, stage.notes["desk"]
    page.goto(desk + "deliveries/new/")
    page.locator("main [name=post]").select_option(index=1)
    page.locator("main [name=redaction][value=full]").check()
    page.locator("main [name=reason]").fill("The minister asked for it.")
    press(page, "Save the draft")
    delivery = path_of(page.url)
    page.goto(delivery + "submit/")
    press(page, "Hand in")
    assert page.goto(delivery + "approve/").status == 403
    approver = stage.people["approver"].page
    approver.goto(delivery + "approve/")
    approver.locator("main [name=reason]").fill("Names only of those who agreed.")
    if approver.locator("main [name=aware]").count():
        approver.locator("main [name=aware]").check()
    press(approver, "Approve the delivery")
    for _ in range(90):
        [(state,)] = stage.ask_database("SELECT status FROM campaigns_delivery")
        if state == "ready":
            break
        page.wait_for_timeout(1000)
    assert state == "ready", state
    page.goto(delivery)
    press(page, "Ask")
    code = page.locator("main .copy").first.inner_text().strip()
    stage.notes["archive"] = fetch_archive(page, delivery, code)
    page.goto(delivery + "hand-over/")
    page.locator("main [name=handed_over_by]").fill("Our spokesperson")
    page.locator("main [name=manner]").first.check()
    press(page, "Note the hand-over")
    return f"approved by a second person, made by a worker, handed to: {OFFICE}"


def fetch_archive(page: Page, delivery: str, code: str) -> str:
    """Fetch the files with the code, which a worker gets ready. Returns where they are now."""
    for _attempt in range(10):
        page.goto(delivery + "fetch/")
        page.locator("main [name=code]").fill(code)
        try:
            with page.expect_download(timeout=5_000) as waiting:
                page.get_by_role("button", name="Fetch the files").click()
        except PlaywrightTimeout:
            assert "Try again in some seconds" in page.locator("main").inner_text()
        else:
            return unpacked(waiting.value)
    raise AssertionError("no worker got the code ready")


def unpacked(download: Download) -> str:
    folder = tempfile.mkdtemp(prefix="delivery-")
    path = Path(folder) / "files.zip"
    download.save_as(path)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def prove(stage: Stage) -> str:
    """The public page proves the list: its program accepts the files, and not with one changed"""
    visitor = stage.people["visitor"]
    page = visitor.page
    page.goto(stage.notes["campaign"])
    follow(page, page.locator("main a[href*='/deliveries/']").first)
    head = page.locator("main .copy").first.inner_text().strip()
    program = page.locator("main a[href$='.py']").get_attribute("href")
    folder = Path(stage.notes["archive"])
    (folder / "verify.py").write_bytes(page.request.get(program).body())
    sheet = next(folder.glob("*.csv"))
    accepted = verify(folder, sheet.name, head)
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    rows = sheet.read_bytes()
    sheet.write_bytes(rows.replace(b"#2", b"#3", 1))
    refused = verify(folder, sheet.name, head)
    assert refused.returncode != 0, refused.stdout
    assert visitor.name.encode() not in rows, "the visitor had not agreed"
    return f"{accepted.stdout.strip()}\nafter one sign was changed: {last_line(refused)}"


def verify(folder: Path, sheet: str, head: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "verify.py", "manifest.json", sheet, head]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def last_line(result: subprocess.CompletedProcess[str]) -> str:
    return (result.stdout + result.stderr).strip().splitlines()[-1]


def be_erased(stage: Stage) -> str:
    """The second visitor finds the own page by mail and is erased; nothing of her is left"""
    second = stage.people["second"]
    page = second.page
    page.goto("/mine/")
    page.locator("main [name=email]").fill(second.email)
    follow(page, page.locator("main form [type=submit], main form button").first)
    mail = stage.mailbox.wait(second.email, subject="signed")
    page.goto(path_of(link_in(mail, "/mine/")))
    assert TITLE in page.content()
    follow(page, page.get_by_role("link", name="Erase everything about me").first)
    press(page, "Erase everything about me")
    left = stage.ask_database("SELECT count(*) FROM campaigns_signature")
    assert left == [(1,)], left
    for _ in range(40):
        if stage.ask_database(TOTAL) == [(1,)]:
            break
        page.wait_for_timeout(500)
    assert stage.ask_database(TOTAL) == [(1,)]
    return "signatures left: 1; total: 1 after the next count"


# While it is open; and once it is closed, which the digests see to.
OPEN = [sign_in_arabic, change_the_text, send_news]
CLOSED = [report_back, deliver, prove, be_erased]
