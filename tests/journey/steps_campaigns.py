"""A petition and letters: offices from a file, two people who launch, one who signs and writes."""

import csv
import io

from tests.journey.mailbox import link_in, text_of
from tests.journey.stage import Stage, follow, path_of, press

OFFICE = "Foreign Minister of Azania (invented)"
HOLDER = "Tesfaye Lindqvist"
SALUTATION = "Monsieur le Ministre,"
GOOD = {
    "post_label": OFFICE,
    "role": "foreign_minister",
    "institution": "Foreign Ministry of Azania (invented)",
    "classification": "ministry",
    "language": "fr",
    "person_name": HOLDER,
    "start_date": "2025-03-10",
    "email": "minister@azania.example.org",
    "email_language": "fr",
    "last_verified": "2026-10-01",
    "salutation_fr": SALUTATION,
    "source_url": "https://www.example.org/azania",
}
SECOND = GOOD | {
    "post_label": "Prime Minister of Azania (invented)",
    "role": "head_of_government",
    "institution": "Office of the Prime Minister of Azania (invented)",
    "person_name": "Zawadi Okonjo",
    "email": "prime.minister@azania.example.org",
    "salutation_fr": "Madame la Première ministre,",
}
BROKEN = GOOD | {"post_label": "Nobody", "email": "not an address", "start_date": "2025-02-31"}
TITLE = "Send observers before the harvest"
ARABIC = {
    "title": "أرسلوا مراقبين قبل الحصاد",
    "ask": "أرسلوا اثني عشر مراقبا غير مسلح قبل الحصاد.",
    "story_title": "المرأة التي خبأت الدفتر",
    "story": "خبأت أماني دفتر السوق وأخبرت كل جاراتها.",
    "facts": "أربع هجمات على الطريق في أبريل 2026 (مثال مختلق).",
    "petition_text": "نطلب منكم إرسال مراقبين قبل الحصاد.",
    "share_text": "خبأت أماني دفتر السوق. ساعدوا بلدتها على البقاء.",
}


def import_officials(stage: Stage) -> str:
    """Staff import officials from a CSV: one broken row is refused with its line, the other kept"""
    page = stage.people["staff"].page
    shown = hand_in_offices(page, [BROKEN, GOOD, SECOND])
    assert stage.ask_database("SELECT count(*) FROM officials_post") == [(0,)]
    press(page, "Apply exactly this")
    rows = stage.ask_database("SELECT label FROM officials_post ORDER BY label")
    assert rows == [(OFFICE,), (SECOND["post_label"],)], rows
    counts = next(line for line in shown.splitlines() if "refused" in line)
    return f"preview changed nothing: {counts}"


def hand_in_offices(page, rows: list[dict[str, str]]) -> str:
    """Hand in a CSV file in the admin. Returns what the preview says of it."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    page.goto("/admin/officials/import/")
    file = {"name": "posts.csv", "mimeType": "text/csv", "buffer": lines.getvalue().encode()}
    page.locator("input[type=file]").set_input_files([file])
    follow(page, page.locator("input[type=submit]").last)
    return page.locator("#content").inner_text()


def subscribe(stage: Stage) -> str:
    """The visitor asks for alerts on Darfur; opening the link changes nothing, the button does"""
    visitor = stage.people["visitor"]
    page = visitor.page
    page.goto("/alerts/")
    page.locator("[name=email]").first.fill(visitor.email)
    page.locator("select[name=topic]").select_option("situation:darfur")
    press(page, "Send me a link to confirm")
    link = path_of(link_in(stage.mailbox.wait(visitor.email), "/alerts/confirm/"))
    for _ in range(3):
        page.goto(link)
    question = "SELECT count(*) FROM alerts_subscription WHERE confirmed_at IS NOT NULL"
    before = stage.ask_database(question)
    press(page, "Yes, tell me")
    after = stage.ask_database(question)
    assert (before, after) == ([(0,)], [(1,)]), (before, after)
    return "confirmed subscriptions: 0 after three GETs, 1 after the button"


def launch_a_campaign(stage: Stage) -> str:
    """A campaign in two languages is made from nothing, found safe, approved and launched by two"""
    page = stage.people["owner"].page
    campaign = begin_campaign(page, TITLE)
    stage.notes["desk"] = campaign
    write_steps(page, campaign, offices=["Azania", "Azania"])
    write_arabic(page, campaign)
    page.goto(campaign + "submit/")
    press(page, "Hand in")
    waiting = stage.ask_database("SELECT status FROM campaigns_campaign")
    assert waiting == [("review",)], page.locator("main").inner_text()
    refused = [page.goto(campaign + deed).status for deed in ("approve/", "safety/")]
    assert refused == [403, 403], refused  # not by its author
    let_a_second_person_look(stage.people["approver"].page, campaign)
    page.goto(campaign + "launch/")
    press(page, "Launch")
    visitor = stage.people["visitor"].page
    visitor.goto("/campaigns/")
    follow(visitor, visitor.get_by_role("link", name=TITLE).first)
    stage.notes["campaign"] = path_of(visitor.url)
    text = visitor.locator("main").inner_text()
    assert OFFICE in text, text[:500]
    return f"{stage.notes['campaign']} names {OFFICE}; its author could neither review nor approve"


def begin_campaign(page, title: str) -> str:
    """Start with the situation and a title. Returns the address of the campaign at the desk."""
    page.goto("/desk/campaigns/new/")
    page.locator("[name=situation]").select_option(label="Darfur")
    page.locator("[name=title]").fill(title)
    press(page, "Save and go on")
    return path_of(page.url).split("part/")[0]


def let_a_second_person_look(page, campaign: str) -> None:
    page.goto(campaign + "safety/")
    page.locator("[name=harm]").fill("Amani is invented, and so is the town: nobody.")
    page.locator("[name=precautions]").fill("The place is shown no finer than its district.")
    page.locator("[name=consent_in_hand]").check()
    page.locator("[name=at_risk][value=no]").check()
    press(page, "Record the safety review")
    page.goto(campaign + "approve/")
    press(page, "Approve")


def write_steps(page, campaign: str, *, offices: list[str]) -> None:
    """Fill in the steps of the wizard, with the first office that each of the words finds."""
    for words in offices:
        page.goto(f"{campaign}addressees/?q={words}")
        follow(page, page.locator("main form button", has_text="Add").first)
    steps = {
        "ask": {"ask": "Send twelve unarmed observers before the harvest."},
        "story": {
            "story_title": "The woman who hid the book",
            "story": "Amani hid the market’s book, and told every neighbour.",
            "consent_note": "An invented person.",
            "share_text": "Amani hid the market’s book. Help her town to stay.",
        },
        "facts": {"facts": "4 attacks on the road in April 2026 (invented)."},
        "petition": {"text": "We ask you to send observers before the harvest.", "goal": "100"},
        "letter": {
            "subject": "Observers before the harvest",
            "opening": "Say who you are.",
            "statement": "I ask you to send twelve unarmed observers before the harvest.",
        },
        "partner": {"partner": "River Towns Council", "partner_country": "ZA"},
    }
    for name, answers in steps.items():
        page.goto(f"{campaign}part/{name}/")
        for field, value in answers.items():
            element = page.locator(f"main [name={field}]")
            if element.evaluate("node => node.tagName") == "SELECT":
                element.select_option(value)
            else:
                element.fill(value)
        press(page, "Save and go on")


def write_arabic(page, campaign: str) -> None:
    """The same campaign in Arabic: one petition, one count."""
    page.goto(campaign + "languages/")
    page.locator("main select[name=language]").select_option("ar")
    press(page, "Translate")
    for field, value in ARABIC.items():
        page.locator(f"main [name={field}]").fill(value)
    press(page, "Save")


def be_alerted(stage: Stage) -> str:
    """The launched petition reaches the subscriber by email, with one-click unsubscribe headers"""
    visitor = stage.people["visitor"]
    mail = stage.mailbox.wait(visitor.email, subject="observers")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stage.notes["one-click"] = str(mail["List-Unsubscribe"])
    return f"{mail['Subject']} | {mail['List-Unsubscribe-Post']}"


def sign(stage: Stage) -> str:
    """The visitor signs: one page for new and repeated; GET confirms nothing, the button does"""
    visitor = stage.people["visitor"]
    page = visitor.page
    answers = [fill_in_signature(stage), fill_in_signature(stage)]
    assert answers[0] == answers[1]
    mail = stage.mailbox.wait(visitor.email, subject="Confirm your signature")
    assert visitor.name not in text_of(mail)
    link = path_of(link_in(mail, "/campaigns/confirm/"))
    for _ in range(3):
        page.goto(link)
    before = stage.ask_database("SELECT state FROM campaigns_signature")
    press(page, "Confirm my signature")
    after = stage.ask_database("SELECT state FROM campaigns_signature")
    assert (before, after) == ([("pending",)], [("confirmed",)]), (before, after)
    return "pending after three GETs of the link, confirmed after the button; cookies: " + str(
        len(visitor.context.cookies())
    )


def fill_in_signature(stage: Stage) -> str:
    visitor = stage.people["visitor"]
    page = visitor.page
    page.goto(stage.notes["campaign"])
    page.locator("#sign_name").fill(visitor.name)
    page.locator("#sign_email").fill(visitor.email)
    page.locator("#sign_country").select_option("KE")
    page.locator("#sign_wants_updates").check()
    press(page, "Sign this petition")
    return page.content()


def see_the_count(stage: Stage) -> str:
    """The count on the page moves to 1 within seconds"""
    page = stage.people["visitor"].page
    for _ in range(40):
        rows = stage.ask_database("SELECT signature_total FROM campaigns_petition")
        if rows == [(1,)]:
            break
        page.wait_for_timeout(500)
    shown = ""
    for _ in range(15):  # any cache, the browser's too, may keep the page for ten seconds
        page.goto(stage.notes["campaign"])
        shown = " ".join(page.locator(".deed").first.inner_text().split())
        if "1 signature" in shown:
            break
        page.wait_for_timeout(1000)
    assert "1 signature" in shown, shown
    return "page: 1 signature"


def write_a_letter(stage: Stage) -> str:
    """A letter in own words is confirmed and received once, with the right salutation"""
    visitor = stage.people["visitor"]
    page = visitor.page
    page.goto(stage.notes["campaign"] + "letter/")
    page.locator("[name=own_words]").fill("I grew up beside a river like yours.")
    page.locator("main [name=name]").fill(visitor.name)
    page.locator("main [name=email]").fill(visitor.email)
    page.locator("main [name=country]").select_option("KE")
    if page.locator("input[type=radio][name=post]").count():
        page.locator("input[type=radio][name=post]").first.check()
    press(page, "See the letter")
    preview = page.locator(".paper").inner_text()
    assert SALUTATION in preview, preview
    press(page, "Send me the link to confirm")
    mail = stage.mailbox.wait(visitor.email, subject="letter")
    page.goto(path_of(link_in(mail, "/campaigns/confirm-letter/")))
    press(page, "Send this letter")
    letter = stage.mailbox.wait(GOOD["email"])
    page.wait_for_timeout(5_000)
    assert len(stage.mailbox.to(GOOD["email"])) == 1
    greeting = [line for line in text_of(letter).splitlines() if line == SALUTATION]
    assert len(greeting) == 1, text_of(letter)[:200]
    assert HOLDER in text_of(letter)
    assert "List-Unsubscribe" not in letter
    assert "Auto-Submitted" not in letter
    return f"From: {letter['From']}\nSubject: {letter['Subject']}\n{SALUTATION} (once)"


def unsubscribe(stage: Stage) -> str:
    """One-click unsubscribe: GET changes nothing, a POST without cookies ends it, also twice"""
    link = stage.notes["one-click"].split("<")[1].split(">")[0]
    ask = stage.browser.new_context(base_url=stage.base_url).request
    question = "SELECT count(*) FROM alerts_subscription WHERE ended_at IS NULL"
    ask.get(path_of(link))
    before = stage.ask_database(question)
    codes = [
        ask.post(path_of(link), form={"List-Unsubscribe": "One-Click"}, max_redirects=0).status
        for _ in range(2)
    ]
    after = stage.ask_database(question)
    assert (before, after, codes) == ([(1,)], [(0,)], [200, 200]), (before, after, codes)
    return "open subscriptions: 1 after GET, 0 after POST; answers 200, 200"


STEPS = [
    import_officials,
    subscribe,
    launch_a_campaign,
    be_alerted,
    sign,
    see_the_count,
    write_a_letter,
    unsubscribe,
]
