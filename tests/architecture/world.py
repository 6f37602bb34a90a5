"""One small world in which every address can be asked for, by everybody."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Role, User
from accounts.services.members import invite_member
from campaigns.models import Campaign, CampaignStatus
from situations.models import AssessmentStatus, BriefStatus, Situation, SituationStatus
from tests.architecture.answered import answered
from tests.factories.accounts import make_member, make_organisation, make_user
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign, make_safety_review, make_text
from tests.factories.deliveries import make_delivery
from tests.factories.evidence import (
    make_import,
    make_incident,
    make_item,
    make_published,
    make_testimony,
)
from tests.factories.officials import make_post
from tests.factories.responses import make_commitment, make_review, make_worksheet
from tests.factories.situations import (
    make_assessment,
    make_measure,
    make_situation,
)
from tests.factories.voices import make_paper, make_sign_on, make_update
from tests.factories.warnings import make_warning, put_on_duty

# The deeds that are asked for on a delivery in each state; the last one is public.
DELIVERY_DEEDS = {
    "drafted": ("submit", "cancel", "retry", "nothing"),
    "requested": ("return", "approve"),
    "ready": ("hand-over",),
    "handed_over": ("acknowledge", "tell"),
}
# Addresses whose links nobody has been sent.
TOKENS: dict[str, dict[str, Any]] = {
    "-": {},
    "token": {"token": "no-such-token"},
    "token-file": {"token": "no-such-token", "form": "json"},
    "token-petition": {"token": "no-such-token", "petition": 1},
    "token-letter": {"token": "no-such-token", "public_id": uuid.UUID(int=1)},
}
ROLES = ("anonymous", "outsider", "viewer", "editor", "approver", "owner", "staff")


def _responses(situation: Situation, author: User | None) -> dict[str, Any]:
    """Worksheets and outcome reviews in the states that matter, by the word of their rows."""
    rows = {
        "worksheet-approved": make_worksheet(situation=situation, status="approved"),
        "worksheet-draft": make_worksheet(situation=situation, author=author),
        "outcome-draft": make_review(situation=situation, author=author),
        "worksheet-waiting": make_worksheet(
            situation=make_situation(organisation=situation.organisation),
            author=author,
            status="review",
        ),
        "outcome-waiting": make_review(
            situation=make_situation(organisation=situation.organisation),
            author=author,
            status="review",
        ),
    }
    make_commitment()
    return {word: {"pk": row.pk} for word, row in rows.items()}


def _voices(campaign: Campaign, author: User | None) -> dict[str, Any]:
    """News, an organisation and paper of a live campaign, by the word of their rows."""
    updates = {
        status: make_update(campaign=campaign, author=author, status=status)
        for status in ("draft", "review", "published")
    }
    common = {"petition": campaign.petition, "recorded_by": author}
    rows = {
        **{f"update-{status}": update for status, update in updates.items()},
        "sign-on": make_sign_on(campaign=campaign),
        "paper": make_paper(**common),
        "paper-verified": make_paper(status="verified", **common),
    }
    own = {word: {"pk": campaign.pk, "row": row.pk} for word, row in rows.items()}
    return own | {
        "update-text": own["update-draft"] | {"language": campaign.language},
        "update-page": {"slug": campaign.slug, "number": 1},
    }


class World:
    """An organisation with its work in every state, its members, an outsider and staff."""

    def __init__(self) -> None:
        self.organisation = make_organisation(slug="ours", name="Ours")
        self.people: dict[str, User | None] = {
            "anonymous": None,
            "outsider": make_member(role=Role.OWNER, second_factor=True),
            "viewer": self._member(Role.VIEWER),
            "editor": self._member(Role.EDITOR),
            "approver": self._member(Role.APPROVER, second_factor=True),
            "owner": self._member(Role.OWNER, second_factor=True),
            "staff": make_user(staff=True, second_factor=True),
        }
        author = self.people["editor"]
        common = {"organisation": self.organisation}
        self.proposed = make_situation(status=SituationStatus.PROPOSED, **common)
        self.empty = make_situation(status=SituationStatus.PROPOSED, **common)
        self.reviewed = make_situation(status=SituationStatus.PROPOSED, **common)
        self.registered = make_situation(slug="valley", **common)
        self._assess(author)
        self.measure = make_measure(situation=self.registered)
        self.responses = _responses(self.registered, author)
        about = {"situation": self.registered, "author": author}
        self._write_briefs(about)
        self._warnings()
        self._gather_evidence(author)
        self.post = make_post(slug="an-office")
        self._campaigns(about | common)
        self.voices = _voices(self.campaigns["live"], author)
        self.answers = answered(self.campaigns["live"], author)
        self._deliver(author)
        self.invitation = invite_member(
            organisation=self.organisation,
            actor=self.people["owner"],
            address="new@example.org",
            role=Role.VIEWER,
        )

    def _assess(self, author: User | None) -> None:
        self.judged_before = make_assessment(
            situation=self.registered,
            status=AssessmentStatus.DECIDED,
            as_of=self.registered.current_assessment.as_of - timedelta(days=30),
        )
        self.draft = make_assessment(situation=self.proposed, author=author)
        self.waiting = make_assessment(
            situation=self.reviewed, author=author, status=AssessmentStatus.SECOND_REVIEW
        )

    def _campaigns(self, about: dict[str, Any]) -> None:
        self.campaigns = {
            status: make_campaign(status=status, slug=f"campaign-{status}", letters=True, **about)
            for status in CampaignStatus.values
        }
        make_safety_review(campaign=self.campaigns["review"])
        make_text(campaign=self.campaigns["live"], language="fr")
        closed = self.campaigns["closed"]
        closed.report, closed.report_author = "They came.", self.people["editor"]
        closed.save()

    def _deliver(self, author: User | None) -> None:
        """A delivery in each state, and the deeds that fit it."""
        petition = self.campaigns[CampaignStatus.LIVE].petition
        self.deliveries: dict[str, dict[str, Any]] = {}
        for status, deeds in DELIVERY_DEEDS.items():
            row = make_delivery(
                petition=petition, status=status, author=author, sealed_key=b"a sealed key"
            )
            self.deliveries[f"delivery/{status}"] = {"pk": row.pk}
            for deed in deeds:
                self.deliveries[f"delivery/{deed}"] = {"pk": row.pk, "name": deed}
        public = {"slug": petition.campaign.slug, "number": row.number}
        self.deliveries["delivery/public"] = public

    def _warnings(self) -> None:
        """The approver is on duty, the owner is the head: nobody else of ours reads warnings."""
        officer = self.people["approver"]
        put_on_duty(self.organisation, officer)
        self.warning = make_warning(organisation=self.organisation, owner=officer)
        self.adrift = make_warning()

    def _write_briefs(self, about: dict[str, Any]) -> None:
        self.brief = make_brief(published=True, slug="a-brief", **about)
        self.brief_draft = make_brief(status=BriefStatus.DRAFT, **about)
        self.brief_waiting = make_brief(status=BriefStatus.REVIEW, **about)
        self.brief_scheduled = make_brief(status=BriefStatus.SCHEDULED, **about)
        self.brief_held = make_brief(embargo_until=timezone.now() + timedelta(days=1), **about)

    def _gather_evidence(self, author: User | None) -> None:
        self.incident = make_incident(situation=self.registered, reported_by=author)
        self.item = make_item(incident=self.incident)
        self.published = make_published(incident=make_incident(situation=self.registered))
        self.testimony = make_testimony(situation=self.registered, taken_by=author, approved=False)
        self.imported = make_import(situation=self.registered, started_by=author)

    def arguments(self, name: str) -> dict[str, Any]:
        """Return the arguments of an address, by the word that its row in the table gives."""
        known: dict[str, dict[str, Any]] = {
            **TOKENS,
            **self._register_arguments(),
            **self._brief_arguments(),
            **self._evidence_arguments(),
            "proposed": {"pk": self.proposed.pk},
            "empty": {"pk": self.empty.pk},
            "registered": {"pk": self.registered.pk},
            "measure": {"pk": self.measure.pk},
            "worksheet": {"slug": "valley", "number": 1},
            "instrument": {"slug": "code-of-conduct"},
            "place": {"slug": "kosovo"},
            **self.responses,
            **self.voices,
            **self.deliveries,
            **self.answers,
            "draft": {"pk": self.draft.pk},
            "draft-step": {"pk": self.draft.pk, "step": "subject"},
            "waiting": {"pk": self.waiting.pk},
            "warning": {"pk": self.warning.pk},
            "warning-adrift": {"pk": self.adrift.pk},
            "warning-answer": {"pk": self.warning.pk, "deed": "answer"},
            "office": {"slug": "an-office"},
            "campaign": {"slug": "campaign-live"},
            "campaign-text": {"slug": "campaign-live", "edition": "en-v1"},
            "campaign-change": {"pk": self.campaigns["live"].pk, "language": "fr"},
            "organisation": {"slug": "ours"},
            "topic": {"kind": "organisation", "slug": "ours"},
            "invitation": {"pk": self.invitation.pk},
            "member": {"pk": self.people["viewer"].memberships.get().pk},
            "nothing": {"pk": 0},
            "key": {"key": "nothing"},
            "reset": {"uidb36": "0", "key": "nothing"},
        }
        return known[name] if name in known else self._campaign(name)

    def _register_arguments(self) -> dict[str, dict[str, Any]]:
        return {
            "situation": {"slug": "valley"},
            "version": {
                "slug": "valley",
                "as_of": self.registered.current_assessment.as_of,
                "version": self.registered.current_assessment.version,
            },
            "versions": {
                "slug": "valley",
                "as_of": self.judged_before.as_of,
                "version": self.judged_before.version,
                "to": self.registered.current_assessment.as_of,
                "to_version": self.registered.current_assessment.version,
            },
        }

    def _evidence_arguments(self) -> dict[str, dict[str, Any]]:
        return {
            "published": {"slug": "valley", "public_id": self.published.public_id},
            "no-picture": {"public_id": "0"},
            "incident": {"pk": self.incident.pk},
            "item": {"pk": self.item.pk},
            "source": {"pk": self.item.source_id},
            "testimony": {"pk": self.testimony.pk},
            "import": {"pk": self.imported.pk},
        }

    def _brief_arguments(self) -> dict[str, dict[str, Any]]:
        return {
            "brief": {"slug": "a-brief"},
            "edition": {"slug": "a-brief", "edition": "v1"},
            "citation": {"slug": "a-brief", "edition": "v1", "form": "bibtex"},
            "brief-in-french": {"slug": "a-brief", "language": "fr"},
            "brief-scheduled": {"pk": self.brief_scheduled.pk},
            "brief-held": {"pk": self.brief_held.pk},
            "brief-draft": {"pk": self.brief_draft.pk},
            "brief-waiting": {"pk": self.brief_waiting.pk},
        }

    def _campaign(self, name: str) -> dict[str, Any]:
        status, _dash, part = name.removeprefix("campaign-").partition("/")
        row = {"pk": self.campaigns[status].pk}
        return row | ({"name": part} if part else {})

    def _member(self, role: str, **more: Any) -> User:
        return make_member(organisation=self.organisation, role=role, **more)
