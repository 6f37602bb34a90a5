"""A petition of the demonstration that somebody tried to stuff, and how it was put right."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from campaigns.models import AlarmEnd, Petition, PublicReason, SignatureState, SweepDeed
from campaigns.services import count_signatures
from campaigns.services.batches import advance_sweeps
from campaigns.services.standing import write_standings
from campaigns.services.sweeping import preview_sweep, propose_sweep, run_sweep
from campaigns.services.watching import close_alarm, watch_signatures
from campaigns.sieve import Sieve
from tests.factories.campaigns import make_signature
from tests.factories.integrity import make_arrived

STUFFED = 14
HELD = 12


def stuff_and_sweep(petition: Petition, *, staff: User) -> None:
    """Let fourteen signatures come from one source four days ago, and be swept the same evening."""
    now = timezone.now()
    then = now - timedelta(days=4)
    for number in range(STUFFED):
        make_signature(
            petition=petition,
            name=f"Nobody {number}",
            email=f"nobody{number}@demo.example.org",
            country="TV",
            at=then,
        )
    count_signatures(at=then)
    _sweep(petition, staff, then)
    count_signatures(at=then + timedelta(hours=3))
    _what_waits(petition, staff, now)
    write_standings(at=now)


def _sweep(petition: Petition, staff: User, then: datetime) -> None:
    sieve = Sieve(country="TV", since=then.date(), until=then.date())
    seen = preview_sweep(petition=petition, deed=SweepDeed.REMOVE, sieve=sieve)
    sweep = propose_sweep(
        petition=petition,
        deed=SweepDeed.REMOVE,
        sieve=sieve,
        expected=(seen.last, seen.matched),
        actor=staff,
        reason=PublicReason.ONE_SOURCE,
        note="All within two minutes, from one network.",
        at=then + timedelta(hours=2),
    )
    run_sweep(sweep=sweep, actor=staff, at=then + timedelta(hours=2))
    advance_sweeps(at=then + timedelta(hours=2))


def _what_waits(petition: Petition, staff: User, now: datetime) -> None:
    """Some of today are held; an alarm of last night is settled, another waits for a look."""
    earlier = now - timedelta(hours=9)
    for number in range(HELD):
        make_arrived(
            petition=petition,
            state=SignatureState.HELD,
            hold="network" if number % 3 else "trapped",
            email=f"held{number}@demo.example.org",
            network="one" if number % 3 else "two",
            domain="one",
            country="KE",
            at=now - timedelta(minutes=20 + number),
        )
    for at, network in ((earlier, "night"), (now - timedelta(minutes=2), "day")):
        for number in range(34):
            make_arrived(
                petition=petition,
                email=f"{network}{number}@demo.example.org",
                network=network,
                at=at,
            )
        alarms = watch_signatures(at=at)
        if network == "night":
            for alarm in alarms:
                close_alarm(
                    alarm=alarm,
                    actor=staff,
                    end=AlarmEnd.GENUINE,
                    note="A school that signed together.",
                    at=at + timedelta(minutes=25),
                )
