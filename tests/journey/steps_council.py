"""Letters to the Security Council of 2026, and to the minister of the writer's own country."""

from tests.journey.mailbox import link_in, text_of
from tests.journey.stage import Stage, follow, log_in, path_of, press
from tests.journey.steps_campaigns import (
    begin_campaign,
    hand_in_offices,
    let_a_second_person_look,
    write_steps,
)

POPOLO = "tests/data/popolo-burundi.json"
TITLE = "Open the road before the rains"
COUNCIL = "United Nations Security Council"
ELECTED = "BH CD CO DK GR LR LV PA PK SO"
PERMANENT = "CN FR GB RU US"
MINISTER = {
    "post_label": "Minister for Foreign Affairs of Kenya",
    "salutation": "Dear Minister of the Republic,",
    "email": "minister@kenya.example.org",
}
FRANCE = {
    "post_label": "Permanent Representative of France to the United Nations",
    "salutation": "Monsieur l’Ambassadeur,",
    "email": "mission@fr.example.org",
}


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


def load_the_council(stage: Stage) -> str:
    """The offices that come with the application are loaded; staff add sixteen addresses"""
    first = stage.manage("load_officials").strip()
    again = stage.manage("load_officials").strip()
    assert again.startswith("0 new, 0 changed"), again
    posts = stage.ask_database(
        "SELECT p.label, i.name, i.classification, i.country FROM officials_post p"
        " JOIN officials_institution i ON i.id = p.institution_id"
        " WHERE (p.role = 'permanent_representative' AND i.country = ANY(%s)) OR p.label = %s",
        [*ELECTED.split(), *PERMANENT.split()],
        MINISTER["post_label"],
    )
    assert len(posts) == 16, posts
    page = stage.people["staff"].page
    shown = hand_in_offices(page, [_with_address(*post) for post in posts])
    press(page, "Apply exactly this")
    counts = next(line for line in shown.splitlines() if "refused" in line)
    return f"{first}\n{again}\n{counts}"


def _with_address(label: str, institution: str, classification: str, country: str) -> dict:
    """Return the row that gives an office a holder, an address and a salutation, all invented."""
    french = label == FRANCE["post_label"]
    minister = label == MINISTER["post_label"]
    salutation = (FRANCE if french else MINISTER)["salutation"] if french or minister else ""
    return {
        "post_label": label,
        "institution": institution,
        "classification": classification,
        "country": country,
        "language": "fr" if french else "en",
        "person_name": f"Invented {country}",
        "start_date": "2025-09-01",
        "email": MINISTER["email"] if minister else f"mission@{country.lower()}.example.org",
        "email_language": "fr" if french else "en",
        "last_verified": "2026-10-01",
        "salutation_en": "" if french else salutation or "Your Excellency,",
        "salutation_fr": salutation if french else "",
        "source_url": "https://www.example.org/council",
    }


def launch_to_the_council(stage: Stage) -> str:
    """A campaign writes to the Council's members of 2026 and to each writer's own minister"""
    owner, approver = stage.people["owner"], stage.people["approver"]
    log_in(owner)
    page = owner.page
    campaign = begin_campaign(page, TITLE)
    write_steps(page, campaign, offices=["Affairs+of+Kenya", "Representative+of+France"])
    page.goto(campaign + "targets/")
    add_rule(page, "members", institution=COUNCIL)
    add_rule(page, "own_minister")
    found = {country: offices_for(page, campaign + "targets/", country) for country in ("KE", "BR")}
    assert [len(posts) for posts in found.values()] == [16, 15], found
    assert MINISTER["post_label"] in found["KE"][-1], found["KE"]
    page.goto(campaign + "submit/")
    press(page, "Hand in")
    log_in(approver)
    let_a_second_person_look(approver.page, campaign)
    page.goto(campaign + "launch/")
    press(page, "Launch")
    reader = stage.enter("reader", email="reader@writer.test", name="Rosa Reader").page
    reader.goto("/campaigns/")
    follow(reader, reader.get_by_role("link", name=TITLE).first)
    stage.notes["council"] = path_of(reader.url)
    return f"{stage.notes['council']}: in Kenya 15 members and the own minister, in Brazil 15"


def add_rule(page, kind: str, *, institution: str = "") -> None:
    page.locator("main select[name=kind]").select_option(kind)
    if institution:
        page.locator("main select[name=institution]").select_option(label=institution)
        page.locator("main input[name=on]").fill("2026-06-30")
    press(page, "Add this rule")


def offices_for(page, address: str, country: str) -> list[str]:
    """Return the offices that the desk says a supporter in the country would write to."""
    page.goto(f"{address}?country={country}")
    return page.locator("section[aria-labelledby=try] ul.entries li").all_inner_texts()


def write_to_the_own_minister(stage: Stage) -> str:
    """In Kenya people are offered their own minister, who is greeted as laid down"""
    return _write(
        stage,
        who=("writer", "wanda@writer.test", "Wanda Writer"),
        words="My grandmother crossed a river to be safe.",
        office=MINISTER,
    )


def write_to_the_council(stage: Stage) -> str:
    """Somebody else writes to a member of the Council, which is greeted in its own language"""
    return _write(
        stage,
        who=("second writer", "wekesa@writer.test", "Wekesa Writer"),
        words="I drove a lorry on that road for nine years.",
        office=FRANCE,
    )


def _write(stage: Stage, *, who: tuple[str, str, str], words: str, office: dict) -> str:
    key, email, name = who
    page = stage.enter(key, email=email, name=name).page
    page.goto(stage.notes["council"] + "letter/?country=KE")
    assert page.locator("input[type=radio][name=post]").count() == 16
    page.get_by_label(office["post_label"]).check()
    page.locator("[name=own_words]").fill(words)
    page.locator("main [name=name]").fill(name)
    page.locator("main [name=email]").fill(email)
    press(page, "See the letter")
    assert office["salutation"] in page.locator(".paper").inner_text()
    press(page, "Send me the link to confirm")
    mail = stage.mailbox.wait(email, subject="Confirm your letter")
    page.goto(path_of(link_in(mail, "/campaigns/confirm-letter/")))
    press(page, "Send this letter")
    letter = stage.mailbox.wait(office["email"])
    lines = text_of(letter).splitlines()
    assert lines.count(office["salutation"]) == 1, lines
    assert words in text_of(letter)
    assert email not in letter.as_string()
    return f"From: {letter['From']}\nTo: {letter['To']}\n{office['salutation']}"


STEPS = [
    import_a_parliament,
    load_the_council,
    launch_to_the_council,
    write_to_the_own_minister,
    write_to_the_council,
]
