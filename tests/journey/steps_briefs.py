"""Briefs: held back and not to be seen anywhere, then out, with PDF, hash, citation and versions.

Needs Darfur in the register, and the owner and the approver with a second factor. What is typed is
historical and comes from the address of August 2007 (paras 3, 12, 56).
"""

import hashlib
import time

from playwright.sync_api import Page

from tests.journey.stage import Stage, follow, press, press_only

TITLE = "Darfur: what lasting pressure means"
SLUG = "darfur-what-lasting-pressure-means"
OWN = f"/briefs/{SLUG}/"
SAID = "They came before the rain, and the well was dry."
# Where a brief, or a word of it, is to be read once it is out.
OUTLETS = (
    OWN,
    f"{OWN}v1/",
    f"{OWN}v1/pdf/",
    f"{OWN}v1/cite/bibtex/",
    "/",
    "/briefs/",
    "/briefs/?q=lasting",
    "/briefs/feed.atom",
    "/alerts/feed.atom",
    "/situations/darfur/",
    "/sitemap.xml",
)
# The scheduler looks every half minute for what has come out from under its embargo.
PATIENCE = 90


def hold_a_brief_back(stage: Stage) -> str:
    """A brief is published under an embargo, and is to be seen nowhere"""
    page = stage.people["owner"].page
    page.goto("/desk/briefs/new/")
    page.locator("[name=situation]").select_option(label="Darfur")
    page.locator("[name=title]").fill(TITLE)
    press(page, "Begin the brief")
    brief = page.url.split("/edit")[0].rstrip("/") + "/"
    write(page, "Diplomatic, economic and legal pressure, kept up together.")
    press(page, "Save the draft")
    recommend(page, brief)
    occasions(page, brief)
    page.goto(brief)
    press(page, "Hand in for review")
    approver = stage.people["approver"].page
    approver.goto(brief + "publish/")
    approver.locator("input[name=when][value=embargo]").check()
    approver.locator("[name=moment]").fill("2099-01-01T09:00")
    press_only(approver)
    assert "Under an embargo" in approver.locator("main").inner_text()
    stage.notes["held brief"] = brief
    seen = [address for address in OUTLETS if is_seen(stage, address)]
    assert seen == [], seen
    return f"{len(OUTLETS)} addresses show nothing of it: page, list, file, feeds, map, front page"


def release_it(stage: Stage) -> str:
    """Its approver alone cannot lift the embargo; a second person can, and it is announced"""
    brief = stage.notes["held brief"]
    approver = stage.people["approver"].page
    refused = approver.goto(brief + "lift/")
    assert refused is not None
    assert refused.status == 403
    owner = stage.people["owner"].page
    owner.goto(brief + "lift/")
    press(owner, "Lift the embargo")
    until = time.monotonic() + PATIENCE
    while missing := [address for address in OUTLETS if not is_seen(stage, address)]:
        assert time.monotonic() < until, missing
        time.sleep(2)
    rows = stage.ask_database(
        "SELECT count(*) FROM audit_event WHERE verb = 'brief.published' AND public AND object_id ="
        " (SELECT id::text FROM situations_brief WHERE slug = %s)",
        SLUG,
    )
    assert rows == [(1,)], rows
    return f"{len(OUTLETS)} addresses show it; announced once"


def fetch_the_pdf(stage: Stage) -> str:
    """The PDF is tagged, always the same, and its hash stands on the page"""
    visitor = stage.people["visitor"].page
    address = f"{stage.base_url}{OWN}v1/pdf/"
    first, second = (visitor.request.get(address).body() for _each in range(2))
    assert first == second
    assert first.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in first
    digest = hashlib.sha256(first).hexdigest()
    visitor.goto(OWN)
    assert digest in visitor.locator("main").inner_text()
    return f"{len(first):,} bytes, SHA-256 {digest[:16]}… on the page"


def cite_it(stage: Stage) -> str:
    """A citation names version, as-of date, permanent address, and both days of presentation"""
    visitor = stage.people["visitor"].page
    entry = visitor.request.get(f"{stage.base_url}{OWN}v1/cite/bibtex/").text()
    for words in ("Version 1, as of", "Melbourne", "Sydney", f"{OWN}v1/"):
        assert words in entry, entry
    csl = visitor.request.get(f"{stage.base_url}{OWN}v1/cite/csl-json/").json()
    assert csl[0]["event-date"]["date-parts"] == [[2007, 8, 13], [2007, 8, 28]], csl
    return entry.splitlines()[0]


def put_it_right(stage: Stage) -> str:
    """A correction is a version of its own; the first stays to be read, under a banner"""
    correct(stage, stage.notes["held brief"])
    visitor = stage.people["visitor"].page
    visitor.goto(OWN)
    visitor.reload()  # what was read a minute ago may be kept by the browser
    assert "A word was missing." in visitor.locator("main").inner_text()
    follow(visitor, visitor.get_by_role("link", name="Version 1", exact=True))
    text = visitor.locator("main").inner_text()
    assert "A newer version stands" in text
    assert "for years" not in text
    return f"{visitor.url.removeprefix(stage.base_url)} is kept as it was"


def take_a_testimony_off(stage: Stage) -> str:
    """A testimony that a brief quotes is withdrawn: gone from page, feed and PDF at once"""
    owner, visitor = stage.people["owner"].page, stage.people["visitor"].page
    told = tell(stage)
    number = stage.ask_database(
        "SELECT public_id FROM situations_testimony WHERE excerpt = %s", SAID
    )
    newest = stage.ask_database(
        "SELECT id FROM situations_brief WHERE slug = %s ORDER BY version DESC LIMIT 1", SLUG
    )
    correct(stage, f"/desk/briefs/{newest[0][0]}/", also=f"[[testimony:{number[0][0]}]]")
    outlets = [OWN, "/briefs/feed.atom"]
    for address in outlets:
        assert SAID in visitor.request.get(f"{stage.base_url}{address}").text(), address
    visitor.goto(OWN)
    visitor.reload()  # what was read a minute ago may be kept by the browser
    file = visitor.locator("main").get_by_role("link", name="PDF", exact=True)
    address = f"{stage.base_url}{file.get_attribute('href')}"
    before = visitor.request.get(address).body()
    owner.goto(told + "withdraw/")
    press(owner, "Withdraw it")
    for each in outlets:
        assert SAID not in visitor.request.get(f"{stage.base_url}{each}").text(), each
    after = visitor.request.get(address).body()
    assert after != before
    visitor.goto(OWN)
    text = visitor.locator("main").inner_text()
    assert "It was withdrawn." in text
    assert hashlib.sha256(after).hexdigest() in text
    return "gone at the next request; the PDF was made anew, with its new hash on the page"


def tell(stage: Stage) -> str:
    """Record a testimony with its consent, and have somebody else approve it."""
    owner = stage.people["owner"].page
    owner.goto("/desk/evidence/testimony/new/")
    owner.locator("[name=situation]").select_option(label="Darfur")
    owner.locator("[name=taken_on]").fill("2007-08-01")
    owner.locator("[name=pseudonym]").fill("nobody: invented for this walk")
    owner.locator("[name=account]").fill("Invented, to show that what is withdrawn is gone.")
    owner.locator("[name=excerpt]").fill(SAID)
    press(owner, "Save the testimony")
    told = owner.url.removeprefix(stage.base_url)
    owner.goto(told + "consent/")
    owner.locator("input[name=uses][value=brief_public]").check()
    owner.locator("[name=given_on]").fill("2007-08-01")
    owner.locator("[name=explained]").fill("What it is for, and that it can be taken back.")
    press(owner, "Record this consent")
    approver = stage.people["approver"].page
    approver.goto(told + "approve/")
    press(approver, "Approve them")
    return told


def is_seen(stage: Stage, address: str) -> bool:
    """Whether the brief, or a word of it, is to be seen there by somebody who is not logged in."""
    answer = stage.people["visitor"].page.request.get(f"{stage.base_url}{address}")
    return answer.ok and (address.startswith(OWN) or SLUG in answer.text())


def correct(stage: Stage, brief: str, *, also: str = "") -> None:
    """Write the next version of a brief, and have somebody else publish it."""
    owner = stage.people["owner"].page
    owner.goto(brief + "revise/")
    owner.locator("input[name=change][value=minor]").check()
    owner.locator("[name=change_note]").fill("A word was missing.")
    press(owner, "Begin the next version")
    draft = owner.url.split("/edit")[0].rstrip("/") + "/"
    write(owner, "Diplomatic, economic and legal pressure, kept up together for years.", also=also)
    press(owner, "Save the draft")
    press(owner, "Hand in for review")
    approver = stage.people["approver"].page
    approver.goto(draft + "publish/")
    press_only(approver)


def write(page: Page, standfirst: str, *, also: str = "") -> None:
    page.locator("[name=standfirst]").fill(standfirst)
    page.locator("[name=body]").fill(f"## What it means\n\nThat it does not end.\n\n{also}")
    page.locator("[name=method]").fill("Read from the address of August 2007 alone.")
    page.locator("[name=sources]").fill("G. Evans, address of 13 August 2007, paras 12 and 56")


def recommend(page: Page, brief: str) -> None:
    page.goto(brief + "recommendations/")
    page.locator("[name$=-addressee]").first.fill("Government of Sudan")
    page.locator("[name$=-is_territorial_state]").first.check()
    page.locator("[name$=-text]").first.fill("Stop attacks on villages.")
    page.locator("[name$=-rung]").first.select_option("0")
    press(page, "Save the recommendations")


def occasions(page: Page, brief: str) -> None:
    for day, place in (("2007-08-13", "Melbourne"), ("2007-08-28", "Sydney")):
        page.goto(brief + "occasions/")
        page.locator("[name$=-day]").last.fill(day)
        page.locator("[name$=-place]").last.fill(place)
        press(page, "Save the occasions")


STEPS = [hold_a_brief_back, release_it, fetch_the_pdf, cite_it, put_it_right, take_a_testimony_off]
