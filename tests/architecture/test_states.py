"""Every table of moves, every pair of states.

A pair outside the table is refused and leaves the row as it was. The lawful moves are made by the
services, which set what goes with them; the tests of each app make them.
"""

import inspect
from collections.abc import Callable
from importlib import import_module
from itertools import product

import pytest
from django.db import models

from accounts.models import OrganisationStatus
from accounts.models.organisation import ORGANISATION_MOVES
from campaigns.models import (
    ANSWER_MOVES,
    CLOCK_MOVES,
    COMMUNICATION_MOVES,
    REPLY_MOVES,
    STEP_MOVES,
    AlarmStatus,
    AnswerStatus,
    CampaignStatus,
    ClockState,
    CommunicationState,
    LetterState,
    Onward,
    PaperStatus,
    ReplyState,
    SignatureState,
    SignOnState,
    StepStatus,
    SweepStatus,
    TextStatus,
    UpdateStatus,
    VoiceState,
)
from campaigns.models.alarm import ALARM_MOVES
from campaigns.models.choices import CAMPAIGN_MOVES
from campaigns.models.delivery_states import DELIVERY_MOVES, DeliveryStatus
from campaigns.models.letter_digest import ONWARD_MOVES
from campaigns.models.letter_states import LETTER_MOVES
from campaigns.models.paper import PAPER_MOVES
from campaigns.models.sign_on import SIGN_ON_MOVES
from campaigns.models.signature_states import SIGNATURE_MOVES
from campaigns.models.sweep import SWEEP_MOVES
from campaigns.models.text import TEXT_MOVES
from campaigns.models.update import UPDATE_MOVES
from campaigns.models.voice import VOICE_MOVES
from core.states import MoveRefused, may_move, move
from officials.models import PROPOSAL_MOVES, ProposalStatus
from officials.models.contact import CONTACT_MOVES, ContactStatus
from outbox.models import INCOMING_MOVES, IncomingState
from situations.models import (
    ASSESSMENT_MOVES,
    BRIEF_MOVES,
    CONSENT_MOVES,
    IMPORT_MOVES,
    INCIDENT_MOVES,
    REVIEW_MOVES,
    SITUATION_MOVES,
    WARNING_MOVES,
    WORKSHEET_MOVES,
    AssessmentStatus,
    BriefStatus,
    ConsentStatus,
    ImportStatus,
    IncidentStatus,
    ReviewStatus,
    SituationStatus,
    WarningStatus,
    WorksheetStatus,
)
from tests.architecture.sources import FLOORS, ROOT, modules
from tests.factories.accounts import make_organisation
from tests.factories.answers import (
    make_answer,
    make_clock,
    make_communication,
    make_reply,
    make_step,
)
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign, make_letter, make_signature, make_text
from tests.factories.deliveries import make_delivery
from tests.factories.evidence import make_consent, make_import, make_incident
from tests.factories.integrity import make_alarm, make_sweep
from tests.factories.letters import make_office_block
from tests.factories.officials import make_contact, make_proposal
from tests.factories.outbox import make_incoming
from tests.factories.responses import make_review, make_worksheet
from tests.factories.situations import (
    make_assessment,
    make_situation,
)
from tests.factories.voices import make_paper, make_sign_on, make_update, make_voice
from tests.factories.warnings import make_warning

Make = Callable[..., models.Model]
TABLES: dict[str, tuple[dict, type[models.TextChoices], Make, str]] = {
    "organisation": (ORGANISATION_MOVES, OrganisationStatus, make_organisation, "status"),
    "contact": (CONTACT_MOVES, ContactStatus, make_contact, "status"),
    "proposed change": (PROPOSAL_MOVES, ProposalStatus, make_proposal, "status"),
    "situation": (SITUATION_MOVES, SituationStatus, make_situation, "status"),
    "assessment": (ASSESSMENT_MOVES, AssessmentStatus, make_assessment, "status"),
    "warning": (WARNING_MOVES, WarningStatus, make_warning, "status"),
    "brief": (BRIEF_MOVES, BriefStatus, make_brief, "status"),
    "incident": (INCIDENT_MOVES, IncidentStatus, make_incident, "status"),
    "consent": (CONSENT_MOVES, ConsentStatus, make_consent, "status"),
    "import": (IMPORT_MOVES, ImportStatus, make_import, "status"),
    "force worksheet": (WORKSHEET_MOVES, WorksheetStatus, make_worksheet, "status"),
    "outcome review": (REVIEW_MOVES, ReviewStatus, make_review, "status"),
    "alarm": (ALARM_MOVES, AlarmStatus, make_alarm, "status"),
    "sweep": (SWEEP_MOVES, SweepStatus, make_sweep, "status"),
    "campaign": (CAMPAIGN_MOVES, CampaignStatus, make_campaign, "status"),
    "text of a campaign": (TEXT_MOVES, TextStatus, make_text, "status"),
    "delivery": (DELIVERY_MOVES, DeliveryStatus, make_delivery, "status"),
    "answer": (ANSWER_MOVES, AnswerStatus, make_answer, "status"),
    "clock of an answer": (CLOCK_MOVES, ClockState, make_clock, "state"),
    "communication": (COMMUNICATION_MOVES, CommunicationState, make_communication, "state"),
    "reply": (REPLY_MOVES, ReplyState, make_reply, "state"),
    "step after silence": (STEP_MOVES, StepStatus, make_step, "status"),
    "letter": (LETTER_MOVES, LetterState, make_letter, "state"),
    "office that refuses our mail": (ONWARD_MOVES, Onward, make_office_block, "onward"),
    "incoming": (INCOMING_MOVES, IncomingState, make_incoming, "state"),
    "paper": (PAPER_MOVES, PaperStatus, make_paper, "status"),
    "sign-on": (SIGN_ON_MOVES, SignOnState, make_sign_on, "state"),
    "update": (UPDATE_MOVES, UpdateStatus, make_update, "status"),
    "voice": (VOICE_MOVES, VoiceState, make_voice, "state"),
    "signature": (SIGNATURE_MOVES, SignatureState, make_signature, "state"),
}
# Tested where they live: an upload has two ways out, the outbox two tables for three streams.
ELSEWHERE = {"UPLOAD_MOVES"}

PAIRS = [
    pytest.param(name, before, after, id=f"{name}: {before} to {after}")
    for name, (_moves, states, _make, _field) in TABLES.items()
    for before, after in product(states.values, states.values)
]


def test_every_table_of_moves_is_here():
    found = set()
    for path in modules():
        if path.stem == "__init__" or "models" not in path.parts:
            continue
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        own = inspect.getsource(module)
        found |= {n for n in vars(module) if n.endswith("_MOVES") and f"\n{n} = " in own}
    tables = [moves for moves, *_rest in TABLES.values()]
    named = {n for n in found if n not in ELSEWHERE}
    assert len(named) == len(tables), named
    assert FLOORS


@pytest.mark.parametrize("name", TABLES)
def test_a_table_names_known_states_and_every_state_has_its_line(name):
    moves, states, _make, _field = TABLES[name]
    known = set(states.values)
    assert {target for targets in moves.values() for target in targets} <= known
    assert known - set(moves) == set(), "a state without a line: say that it is an end"


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "before", "after"), PAIRS)
def test_a_move_outside_the_table_is_refused_and_changes_nothing(name, before, after):
    moves, _states, make, field = TABLES[name]
    lawful = after in moves.get(before, ())
    row = make()
    stored = getattr(row, field)
    setattr(row, field, before)
    assert may_move(instance=row, to=after, moves=moves, field=field) is lawful
    if not lawful:
        with pytest.raises(MoveRefused) as refused:
            move(row, to=after, moves=moves, field=field)
        assert refused.value.codes == ["unlawful_move"]
        row.refresh_from_db()
        assert getattr(row, field) == stored
