"""The register: Darfur in August 2007 is decided yes, Iraq in early 2003 no; a brief is published.

What is typed is historical and comes from the address of August 2007 (paras 12, 52, 56).
"""

from playwright.sync_api import Page

from tests.journey.stage import Stage, follow, press, press_only

ON = "Save and go on"


def register_darfur(stage: Stage) -> str:
    """A member proposes Darfur as of August 2007 and answers the three tests one by one"""
    page = stage.people["owner"].page
    propose(page, name="Darfur", territory="Sudan")
    tick(page, "crimes", "war_crimes", "crimes_against_humanity")
    page.locator("[name=contested_labels]").fill("Neither “genocide” nor two peoples fits easily.")
    press(page, ON)
    page.locator("[name=as_of]").fill("2007-08-13")
    tick(page, "time_test", "occurring")
    press(page, ON)
    press(page, ON)  # gravity left empty: the way on is refused
    missing = page.locator(".invalid-feedback").first.inner_text()
    tick(page, "grave", "True")
    page.locator("[name=gravity]").fill("Large-scale killing, village burning and rape, for years.")
    press(page, ON)
    page.locator("[name=people_at_risk]").fill("Villagers of Darfur, and those who fled.")
    page.locator("[name=populations-0-name]").fill("Women in fear of rape")
    page.locator("[name=areas-0-name]").fill("Darfur")
    page.locator("[name=areas-0-danger]").select_option("worst")
    press(page, ON)
    tick(page, "state_response", "perpetrating")
    press(page, ON)
    press(page, ON)  # figures and actors: none now
    stage.notes["risk"] = rate(page)
    tick(page, "outcome", "registered")
    page.locator("[name=public_reason]").fill("The crimes go on, and nobody has stopped them.")
    page.locator("[name=sources]").fill("G. Evans, address of 13 August 2007, paras 12 and 56")
    press(page, ON)
    press(page, "Hand in for a second review")
    assert page.get_by_role("link", name="Decide").count() == 0
    stage.notes["darfur"] = page.url
    missing = " ".join(missing.split())
    return f"an empty reason was refused: {missing}\nits author is offered no way to decide"


def decide_darfur(stage: Stage) -> str:
    """A second member decides; the level is shown in public, derived from the time test"""
    decide(stage, stage.notes["darfur"])
    visitor = stage.enter("visitor", email="vera@visitor.example.org", name="Vera Visitor")
    visitor.page.goto("/situations/darfur/")
    text = visitor.page.locator("main").inner_text()
    assert "Current crisis" in text, text[:300]
    assert text.index("Women in fear of rape") < text.index("What has been done")
    assert "high, rising" in text
    bars = visitor.page.locator("#risk ~ figure .bar").count()
    assert bars == 1, bars
    rows = stage.ask_database(
        "SELECT level, decided_by_id <> author_id FROM situations_assessment WHERE status='decided'"
    )
    assert rows == [("current_crisis", True)], rows
    return (
        "public page: Current crisis; decided by somebody other than its author\n"
        f"risk profile drawn: {bars} factor rated, 13 not known, no sum; {stage.notes['risk']}"
    )


def refuse_iraq_2003(stage: Stage) -> str:
    """Iraq as of early 2003 is found not to be R2P, with reason and referral, and is listed too"""
    page = stage.people["owner"].page
    propose(page, name="Iraq, early 2003", territory="Iraq")
    tick(page, "crimes", "crimes_against_humanity")
    press(page, ON)
    page.locator("[name=as_of]").fill("2003-03-01")
    tick(page, "time_test", "past_only")
    press(page, ON)
    tick(page, "grave", "False")
    page.locator("[name=gravity]").fill("Major violations continue, of another kind and scale.")
    press(page, ON)
    page.locator("[name=people_at_risk]").fill("People in Iraq whose rights are violated.")
    press(page, ON)
    tick(page, "state_response", "perpetrating")
    press(page, ON)
    press(page, ON)
    press(page, ON)  # no risk profile: what is past is not at risk
    tick(page, "outcome", "registered")
    page.locator("input[name=exclusions][value=past_only]").uncheck()
    page.locator("[name=public_reason]").fill("The crimes lie in the 1980s and early 1990s.")
    press(page, ON)
    refused = page.locator("#errors").inner_text()
    tick(page, "outcome", "not_registered")
    tick(page, "exclusions", "past_only")
    page.locator("[name=referral]").fill("Censure and sanctions are justified by what continues.")
    tick(page, "suggested_measures", "censure", "sanctions")
    press(page, ON)
    press(page, "Hand in for a second review")
    decide(stage, page.url)
    visitor = stage.people["visitor"].page
    visitor.goto("/situations/")
    link = visitor.get_by_role("link", name="Iraq, early 2003").first
    follow(visitor, link)
    text = visitor.locator("main").inner_text()
    assert "Censure and sanctions" in text, text[:300]
    assert "1980s" in text
    refused = " ".join(refused.split())[:110]
    return f"registering it was refused: {refused}\nlisted in the register with reason and referral"


def judge_darfur_again(stage: Stage) -> str:
    """As of the second venue's day Darfur is judged anew; a visitor reads what changed, in words"""
    page = stage.people["owner"].page
    page.goto(stage.notes["darfur"])
    follow(page, page.get_by_role("link", name="the situation").first)
    follow(page, page.get_by_role("link", name="Assess it anew"))
    press(page, "Begin the screening")
    press(page, ON)  # the crimes are taken over
    page.locator("[name=as_of]").fill("2007-08-28")
    tick(page, "time_test", "occurring")
    page.locator("[name=triggers-0-name]").fill("Forces leave before a settlement")
    press(page, ON)
    tick(page, "grave", "True")
    page.locator("[name=gravity]").fill("Large-scale killing and rape, for years without an end.")
    press(page, ON)
    press(page, ON)  # the people are taken over
    tick(page, "state_response", "perpetrating")
    tick(page, "trend", "unchanged")
    press(page, ON)
    press(page, ON)
    press(page, ON)  # so is the risk profile
    tick(page, "outcome", "registered")
    page.locator("[name=public_reason]").fill("The crimes go on, and nobody has stopped them yet.")
    press(page, ON)
    press(page, "Hand in for a second review")
    decide(stage, page.url)
    visitor = stage.people["visitor"].page
    visitor.goto("/situations/darfur/")
    visitor.reload()  # the browser may keep the page for a minute
    follow(visitor, visitor.get_by_role("link", name="all that changed since 13 August 2007"))
    text = visitor.locator("main").inner_text()
    assert "Trigger, new: “Forces leave before a settlement”." in text, text[:500]
    assert visitor.locator("del").count() > 0
    assert "Women in fear of rape" not in text  # taken over, so nothing changed
    visitor.goto("/situations/darfur/2007-08-13/1/")
    assert "Another assessment is current" in visitor.locator("main").inner_text()
    changed = "; ".join(line.strip() for line in text.splitlines() if "trend" in line.lower())
    return f"the first judgement stands unaltered at its own address\n{changed}"


def publish_a_brief(stage: Stage) -> str:
    """A brief on Darfur is written by one person and published by another"""
    page = stage.people["owner"].page
    page.goto("/desk/briefs/new/")
    page.locator("[name=situation]").select_option(label="Darfur")
    page.locator("[name=title]").fill("Darfur: pressure that changes the reckoning")
    press(page, "Begin the brief")
    brief = page.url.split("/edit")[0].rstrip("/") + "/"
    page.goto(brief + "edit/")
    page.locator("[name=standfirst]").fill("Killing and burning go on after more than four years.")
    page.locator("[name=body]").fill(
        "## What happens\n\nVillages burn.\n\n<script>alert(1)</script>"
    )
    page.locator("[name=sources]").fill("G. Evans, address of 13 August 2007, paras 12 and 56")
    press(page, "Save the draft")
    page.goto(brief + "recommendations/")
    page.locator("[name$=-addressee]").first.fill("Government of Sudan")
    page.locator("[name$=-is_territorial_state]").first.check()
    page.locator("[name$=-text]").first.fill("Stop attacks on villages.")
    page.locator("[name$=-rung]").first.select_option("0")
    press(page, "Save the recommendations")
    page.goto(brief)
    press(page, "Hand in for review")
    approver = stage.people["approver"].page
    approver.goto(brief + "publish/")
    press_only(approver)
    visitor = stage.people["visitor"].page
    visitor.goto("/briefs/")
    follow(visitor, visitor.get_by_role("link", name="Darfur: pressure").first)
    html = visitor.locator("main").inner_html()
    assert "<script" not in html
    assert "Villages burn." in html
    return visitor.url.removeprefix(stage.base_url)


def rate(page: Page) -> str:
    """Rate one of the fourteen risk factors; without a reason it is refused."""
    tick(page, "factor-11-rating", "high")
    page.locator("[name=factor-11-trend]").select_option("rising")
    page.locator("[name=factor-11-place]").select_option("1")
    press(page, ON)
    refused = " ".join(page.locator("#factor-11 .invalid-feedback").first.inner_text().split())
    page.locator("[name=factor-11-words]").fill("Villages are burnt across a whole region.")
    press(page, ON)
    return f"a rating without a reason was refused: {refused}"


def propose(page: Page, *, name: str, territory: str) -> None:
    page.goto("/desk/situations/propose/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=territories]").select_option(label=territory)
    press(page, "Propose and begin the screening")


def decide(stage: Stage, address: str) -> None:
    """The second person reads it and presses the button on the page that asks once more."""
    page = stage.people["approver"].page
    page.goto(address)
    follow(page, page.get_by_role("link", name="Decide").first)
    press_only(page)


def tick(page: Page, name: str, *values: str) -> None:
    for value in values:
        page.locator(f"input[name={name}][value={value}]").check()


STEPS = [register_darfur, decide_darfur, refuse_iraq_2003, judge_darfur_again, publish_a_brief]
