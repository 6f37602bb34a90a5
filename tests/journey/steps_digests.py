"""Digests at people's own hours, with time moved; and links that nothing but a button obeys."""

import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html import unescape
from zoneinfo import ZoneInfo

from tests.journey.crowd import DOMAIN, PEOPLE
from tests.journey.mailbox import html_of, link_in, text_of
from tests.journey.stage import Stage, log_in, path_of, press
from tests.journey.tables import differing, fingerprints, quiet

READERS = {
    "nairobi": ("wanjiru@reader.example.org", "Africa/Nairobi"),
    "honolulu": ("kai@reader.example.org", "Pacific/Honolulu"),
}
HOUR = timedelta(hours=1)
MAILS = 1000


def ask_for_weekly_digests(stage: Stage) -> str:
    """Two people, in Nairobi and in Honolulu, ask for one mail a week, and press their button"""
    for key, (email, zone) in READERS.items():
        person = stage.enter(key, email=email, name=key.title())
        page = person.page
        page.goto("/alerts/")
        page.locator("main input[name=email]").first.fill(email)
        page.locator("select[name=topic]").select_option("everything")
        page.locator("input[name=cadence][value=weekly]").check()
        folded = page.locator("details", has=page.locator("select[name=time_zone]"))
        folded.locator("summary").first.click()
        page.locator("select[name=time_zone]").select_option(zone)
        press(page, "Send me a link to confirm")
        page.goto(path_of(link_in(stage.mailbox.wait(email), "/alerts/confirm/")))
        press(page, "Yes, tell me")
    return "\n".join(
        f"{key}: next digest {next_digest(stage, zone):%A %d %B %H:%M} UTC, Monday 08:00 there"
        for key, (_email, zone) in READERS.items()
    )


def next_digest(stage: Stage, zone: str) -> datetime:
    """What the database says, which is the next Monday at eight on a clock there."""
    ((moment,),) = stage.ask_database(
        "SELECT next_weekly_at FROM alerts_subscriber WHERE time_zone = %s", zone
    )
    local = moment.astimezone(ZoneInfo(zone))
    assert (local.weekday(), local.hour, local.minute) == (0, 8, 0), local
    assert timedelta() < moment - datetime.now(UTC) <= timedelta(days=7), moment
    return moment.astimezone(UTC)


def make_news(stage: Stage) -> str:
    """The campaign is closed at the desk, which everybody who asked is told"""
    owner = stage.people["owner"]
    log_in(owner)
    ((number,),) = stage.ask_database("SELECT id FROM campaigns_campaign")
    owner.page.goto(f"/desk/campaigns/{number}/close/")
    owner.page.locator("[name=notice]").fill("The observers were promised.")
    press(owner.page, "Close the campaign")
    for _attempt in range(80):
        noted = stage.ask_database(
            "SELECT count(*) FROM alerts_item WHERE state = 'pending' AND cadence = 'weekly'"
        )
        if noted == [(len(READERS),)]:
            break
        owner.page.wait_for_timeout(500)
    assert noted == [(len(READERS),)], noted
    assert not any(digests(stage, email) for email, _zone in READERS.values())
    return "noted for both, told to nobody yet"


def receive_digests(stage: Stage) -> str:
    """Each gets exactly one digest at their own Monday 08:00: none an hour earlier, none twice"""
    moments = {key: next_digest(stage, zone) for key, (_email, zone) in READERS.items()}
    seen: dict[str, list[int]] = {key: [] for key in READERS}
    stops = sorted(
        moment + offset
        for moment in moments.values()
        for offset in (-HOUR, timedelta(), HOUR / 12, HOUR)
    )
    for stop in stops:
        answer = stage.work("tests.journey.moved", stop.isoformat())
        assert "Traceback" not in answer, answer
        for key, (email, _zone) in READERS.items():
            expected = int(stop >= moments[key])
            count = len(digests(stage, email))
            assert count == expected, (key, stop, count)
            seen[key].append(count)
    mail = digests(stage, READERS["nairobi"][0])[0]
    assert "Campaign closed" in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return "\n".join(
        [f"at {', '.join(f'{stop:%a %H:%M}' for stop in stops)} UTC"]
        + [f"{key}: {', '.join(map(str, counts))} digests" for key, counts in seen.items()]
    )


def digests(stage: Stage, email: str) -> list[EmailMessage]:
    return stage.mailbox.to(email, subject="News on")


def make_a_thousand_mails(stage: Stage) -> str:
    """A thousand mails are made and received: confirmations, alerts, digests"""
    for deed, count in (("ask", PEOPLE), ("confirm", PEOPLE), ("publish", PEOPLE + PEOPLE // 2)):
        answer = stage.work("tests.journey.crowd", deed)
        assert "Traceback" not in answer, answer
        wait_for(stage, count)
    stage.work("tests.journey.crowd", "publish")
    wait_for(stage, 2 * PEOPLE)
    quiet(stage)
    tomorrow = datetime.now(UTC).replace(hour=8, minute=5) + timedelta(days=2)
    stage.work("tests.journey.moved", tomorrow.isoformat())
    wait_for(stage, MAILS)
    mails = stage.mailbox.to(f"@{DOMAIN}")
    kinds = {
        "confirmations": sum(not mail["List-Unsubscribe"] for mail in mails),
        "with one-click headers": sum(bool(mail["List-Unsubscribe"]) for mail in mails),
    }
    assert sum(kinds.values()) == MAILS, kinds
    return ", ".join(f"{name}: {count}" for name, count in kinds.items())


def wait_for(stage: Stage, count: int) -> None:
    """Wait until so many mails have reached the crowd. Raises AssertionError if they do not."""
    page = stage.people["visitor"].page
    for _attempt in range(180):
        found = stage.mailbox.count_to(DOMAIN)
        if found >= count:
            break
        page.wait_for_timeout(1_000)
    assert found == count, (found, count)


def open_every_link(stage: Stage) -> str:
    """GET of every link in all of them, HEAD of every List-Unsubscribe: not one row changes"""
    mails = stage.mailbox.to(f"@{DOMAIN}")
    links = sorted({link for mail in mails for link in links_in(mail, stage.base_url)})
    heads = sorted({link for mail in mails for link in unsubscribing(mail)})
    stage.notes["a one-click link"] = heads[0]
    quiet(stage)
    with stage.workers_paused(), ThreadPoolExecutor(8) as pool:
        before = fingerprints(stage)
        opened = list(pool.map(lambda link: visit(link, "GET"), links))
        asked = list(pool.map(lambda link: visit(link, "HEAD"), heads))
        after = fingerprints(stage)
    assert set(opened) == {200}, sorted(set(opened))
    assert set(asked) == {200}, sorted(set(asked))
    assert differing(before, after) == [], differing(before, after)
    rows = sum(count for count, _digest in after.values())
    return (
        f"{len(opened)} addresses by GET, {len(asked)} by HEAD, all answered 200\n"
        f"{len(after)} tables with {rows} rows: the same before and after"
    )


def links_in(mail: EmailMessage, base_url: str) -> set[str]:
    """Every address of the site in text, HTML and headers."""
    text, html = text_of(mail), html_of(mail)
    found = {link.rstrip(".,)>") for link in re.findall(r"https?://\S+", text)}
    found |= {unescape(link) for link in re.findall(r'href="(https?://[^"]+)"', html)}
    foreign = {link for link in found if not link.startswith(base_url)}
    assert not foreign, foreign
    return found | set(unsubscribing(mail))


def unsubscribing(mail: EmailMessage) -> list[str]:
    header = "".join(str(mail["List-Unsubscribe"] or "").split())
    return re.findall(r"<(https?://[^>]+)>", header)


def visit(link: str, method: str, form: bytes | None = None) -> int:
    """Ask once, without cookies and without following a redirect."""
    try:
        request = urllib.request.Request(link, method=method, data=form)  # noqa: S310 - our own
        with _opener.open(request, timeout=60) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


_opener = urllib.request.build_opener(_StayHere)


def press_one(stage: Stage) -> str:
    """One POST to one of those links changes rows, and the same comparison shows which"""
    before = quiet(stage)
    status = visit(stage.notes["a one-click link"], "POST", b"List-Unsubscribe=One-Click")
    changed = differing(before, fingerprints(stage))
    assert status == 200, status
    assert {"alerts_subscription", "audit_event"} <= set(changed), changed
    return f"changed: {', '.join(changed)}"


STEPS = [
    ask_for_weekly_digests,
    make_news,
    receive_digests,
    make_a_thousand_mails,
    open_every_link,
    press_one,
]
