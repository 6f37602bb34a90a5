"""Letters of a campaign, from confirmed to sent, while senders die and the relay drops the line."""

import time
import uuid

from campaigns.models import Letter
from campaigns.services import follow_letters
from tests.factories.campaigns import make_campaign, make_letter, make_letter_action
from tests.factories.officials import make_post
from tests.faults.filling import wake
from tests.faults.following import run_task
from tests.faults.ground import LEASE_SECONDS, Ground
from tests.faults.on_relay import let_time_pass
from tests.faults.on_senders import CHILDREN, LATE, TICK, kill_a_child
from tests.faults.reckoning import Result, reckon

OFFICES = 100  # each in a domain of its own, whose caps let twenty letters through
EACH = 20
HARM, SECONDS = 12, 240  # seconds of killing, and until all must have left

_OUTBOX = "SELECT message_id, state FROM outbox_message WHERE stream = 'letter'"
_LETTERS = """
SELECT m.message_id, l.state FROM campaigns_letter l LEFT JOIN outbox_message m
ON m.id = l.message_id
"""


def campaign_letters(ground: Ground) -> Result:
    """2,000 letters, a sender killed every 0.4 s, the line dropped after each twentieth dot."""
    relay = ground.other_relay("dropping", "--drop-after-dot", "0.05")
    worker = ground.senders.worker("worker", relay=relay, concurrency=CHILDREN)
    write_letters()
    ground.senders.wait_for_worker("worker")
    kills, began = 0, time.monotonic()
    while waiting(ground) and time.monotonic() < began + SECONDS:
        if ground.valkey.waiting() < CHILDREN:  # else dispatchers and pumps only queue up
            run_task("campaigns.tasks.dispatch_letters")
            wake("letter", times=CHILDREN - 1)
        ground.stack.pause(seconds=TICK)
        if time.monotonic() < began + HARM:
            kills += kill_a_child(worker.pid)
    ground.senders.kill("worker")
    ground.stack.pause(seconds=LEASE_SECONDS)
    for _round in range(2):  # what was put off comes, what was being sent is settled
        ground.senders.pump_once("--stream", "letter", relay=relay)
        let_time_pass(ground)
    follow_letters()
    ids = [message_id for message_id, _state in ground.postgres.ask(_OUTBOX)]
    drops = relay.dropped()
    result = reckon(
        ground,
        ids,
        kills=kills + drops.total(),
        relay=relay,
        may_be_uncertain=len(drops) + kills + CHILDREN,
    )
    expect_all_listed(ground, result)
    result.expect(kills > 3, "too few kills to tell")
    result.expect(len(drops) > 20, "too few drops to tell")
    return result


def expect_all_listed(ground: Ground, result: Result) -> None:
    """Every letter has one mail, and says of it what the outbox says."""
    told = {"sent": "sent", "uncertain": "uncertain"}
    mails = dict(ground.postgres.ask(_OUTBOX))
    letters = ground.postgres.ask(_LETTERS)
    own = [message_id for message_id, _state in letters]
    result.expect(len(letters) == OFFICES * EACH, f"{len(letters)} letters")
    result.expect(None not in own, "letters that never left")
    result.expect(len(set(own)) == len(own), "two letters share a mail")
    result.expect(set(own) == set(mails), "mails without a letter")
    untrue = sum(told.get(mails.get(one, ""), "") != state for one, state in letters)
    result.expect(not untrue, f"{untrue} letters say otherwise than the outbox")


def waiting(ground: Ground) -> int:
    """How many letters were not handed to the outbox, or are queued there.

    What is being sent by a process that was killed is settled by the scheduled task, or by a pump:
    neither runs before all the others have left.
    """
    confirmed = "SELECT count(*) FROM campaigns_letter WHERE state = 'confirmed'"
    queued = "SELECT count(*) FROM outbox_message WHERE state = 'queued'"
    return int(ground.postgres.ask_one(confirmed)) + int(ground.postgres.ask_one(queued))


def write_letters() -> None:
    """Twenty confirmed letters to each of a hundred offices that take many at once.

    Every second office answers late, so that a kill often strikes between the dot and its answer.
    """
    mailboxes = [f"{LATE * (number % 2)}minister@{number}" for number in range(OFFICES)]
    posts = [
        make_post(email=f"{mailbox}.offices.example.org", holder="Oluwaseun Bright")
        for mailbox in mailboxes
    ]
    for post in posts:
        post.contacts.update(cap_per_hour=30_000, cap_per_day=30_000)
    action = make_letter_action(campaign=make_campaign(petition=False, addressees=posts))
    first = make_letter(letter_action=action)
    names = [field.attname for field in Letter._meta.concrete_fields if field.attname != "id"]
    like = {name: getattr(first, name) for name in names}
    first.delete()
    Letter.objects.bulk_create(
        Letter(**like | {
            "public_id": uuid.uuid4(),
            "post_id": posts[number % OFFICES].pk,
            "token": f"token{number}",
            "author_key": number.to_bytes(32),
        })
        for number in range(OFFICES * EACH)
    )  # fmt: skip


FAULTS = {"campaign_letters": campaign_letters}
