"""Testimony: quoted where its witness agrees, and gone from everywhere at the next request. (D12)

The words are invented, and say so. Needs Darfur in the register, the owner and the approver.
"""

import io
from collections.abc import Callable

from pypdf import PdfReader

from tests.journey.stage import Stage, press, press_only
from tests.journey.steps_briefs import recommend

WORDS = "These words are invented, and will be taken back."
TITLE = "Darfur: what one witness said"
OWN = "/briefs/darfur-what-one-witness-said/"


def report_an_incident(stage: Stage) -> str:
    """The owner reports an incident; the approver lets the public see its month and its province"""
    ((number,),) = stage.ask_database("SELECT id FROM situations_situation WHERE slug = 'darfur'")
    page = stage.people["owner"].page
    page.goto(f"/desk/evidence/situations/{number}/incident/")
    page.locator("[name=title]").fill("An invented raid on a market")
    page.locator("input[name=acts][value=displacement]").check()
    page.locator("[name=started_on]").fill("2007-05-17")
    page.locator("[name=province]").fill("An invented province")
    page.locator("[name=place]").fill("A market that must not be named")
    page.locator("[name=latitude]").fill("13.456789")
    page.locator("[name=longitude]").fill("24.567891")
    page.locator("[name=place_precision]").select_option("exact")
    press(page, "Report it")
    stage.notes["incident"] = page.url
    approver = stage.people["approver"].page
    approver.goto(page.url.rstrip("/") + "/publish/")
    press(approver, "Approve for the public")
    text = body(stage, "/situations/darfur/evidence/")
    data = body(stage, "/situations/darfur/incidents.geojson")
    sheet = body(stage, "/situations/darfur/incidents.csv")
    assert "May 2007" in text, text[:300]
    for finer in ("17 May", "2007-05-17", "must not be named", "13.45", "24.56"):
        assert finer not in text + data + sheet, finer
    return "page, CSV and GeoJSON say May 2007 and the province; no day, no place, no point"


def quote_a_witness(stage: Stage) -> str:
    """What a witness told is quoted in the register and in a brief, once a consent covers both"""
    page = stage.people["owner"].page
    page.goto("/desk/evidence/testimony/new/")
    page.locator("[name=situation]").select_option(label="Darfur")
    page.locator("[name=taken_on]").fill("2007-06-02")
    page.locator("[name=pseudonym]").fill("Somebody invented")
    page.locator("[name=account]").fill("Nobody told this. " + WORDS)
    page.locator("[name=excerpt]").fill(WORDS)
    press(page, "Save the testimony")
    testimony = page.url.rstrip("/") + "/"
    stage.notes["testimony"] = testimony
    page.goto(testimony + "edit/")
    page.locator("[name=incident]").select_option(index=1)
    press(page, "Save the testimony")
    approver = stage.people["approver"].page
    approver.goto(testimony + "approve/")
    press(approver, "Approve them")
    before = [name for name, look in OUTLETS.items() if WORDS in look(stage)]
    assert before == [], before  # approved, but nobody has agreed
    page.goto(testimony + "consent/")
    for box in page.locator("input[name=uses]").all():
        box.check()
    page.locator("[name=given_on]").fill("2007-06-02")
    page.locator("[name=explained]").fill("Who we are, what it is for, and that it can be ended.")
    press(page, "Record this consent")
    publish_a_brief_with(stage, page.locator("code").first.inner_text())
    missing = [name for name, look in OUTLETS.items() if WORDS not in look(stage)]
    assert missing == [], missing
    return "quoted in: " + ", ".join(OUTLETS)


def take_it_back(stage: Stage) -> str:
    """The witness takes the consent back: with the next request the words are gone everywhere"""
    page = stage.people["owner"].page
    page.goto(stage.notes["testimony"] + "withdraw/")
    press(page, "Withdraw it")
    left = [name for name, look in OUTLETS.items() if WORDS in look(stage)]
    assert left == [], left
    stage.people["visitor"].page.goto(OWN)
    note = stage.people["visitor"].page.locator("main").inner_text()
    assert "withdrawn" in note or "no longer" in note, note[:500]
    return "gone from: " + ", ".join(OUTLETS)


def publish_a_brief_with(stage: Stage, marker: str) -> None:
    page = stage.people["owner"].page
    page.goto("/desk/briefs/new/")
    page.locator("[name=situation]").select_option(label="Darfur")
    page.locator("[name=title]").fill(TITLE)
    press(page, "Begin the brief")
    brief = page.url.split("/edit")[0].rstrip("/") + "/"
    page.locator("[name=standfirst]").fill("One voice, as long as its owner lends it.")
    page.locator("[name=body]").fill(f"## A voice\n\n{marker}\n\nThat is all.")
    page.locator("[name=method]").fill("Nothing here was collected: it is invented.")
    page.locator("[name=sources]").fill("None")
    press(page, "Save the draft")
    recommend(page, brief)
    page.goto(brief)
    press(page, "Hand in for review")
    approver = stage.people["approver"].page
    approver.goto(brief + "publish/")
    press_only(approver)


def body(stage: Stage, address: str) -> str:
    """What somebody gets there who is not logged in."""
    answer = stage.people["visitor"].page.request.get(f"{stage.base_url}{address}")
    return answer.text() if answer.ok else ""


def paper(stage: Stage) -> str:
    """The words in the PDF, in one line."""
    answer = stage.people["visitor"].page.request.get(f"{stage.base_url}{OWN}v1/pdf/")
    if not answer.ok:
        return ""
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


Look = Callable[[Stage], str]
OUTLETS: dict[str, Look] = {
    "page of the evidence": lambda stage: body(stage, "/situations/darfur/evidence/"),
    "GeoJSON": lambda stage: body(stage, "/situations/darfur/incidents.geojson"),
    "brief": lambda stage: body(stage, OWN),
    "its version": lambda stage: body(stage, f"{OWN}v1/"),
    "PDF": paper,
    "feed": lambda stage: body(stage, "/briefs/feed.atom"),
}

STEPS = [report_an_incident, quote_a_witness, take_it_back]
