"""Load the demonstration once, as a whole or not at all."""

from django.db import transaction

from accounts.models import User
from audit.models import Event
from audit.services import record
from officials.services import load_shipped

from .campaigns import BURUNDI, ENVOY, OBSERVERS, launch
from .deliveries import deliver
from .evidence import gather_evidence
from .integrity import stuff_and_sweep
from .people import logins, make_cast
from .register import fill_register
from .voices import let_supporters_speak
from .warnings import fill_desk


def is_loaded() -> bool:
    return Event.objects.filter(verb="demo.loaded").exists()


@transaction.atomic
def load_demo() -> str:
    """Make people, offices, situations, briefs and campaigns. Returns who can log in, and how."""
    cast = make_cast()
    load_shipped(actor=cast.staff)
    register = fill_register(cast)
    gather_evidence(cast, situation=register.river_towns)
    fill_desk(cast, river_towns=register.river_towns)
    for plan, situation in (
        (BURUNDI, register.burundi),
        (ENVOY, register.river_towns),
        (OBSERVERS, register.river_towns),
    ):
        ours = situation.organisation == cast.observatory
        author = cast.editor if ours else cast.council_editor
        approver = cast.approver if ours else cast.council_approver
        campaign = launch(plan, situation=situation, author=author, approver=approver)
        if plan is OBSERVERS:
            let_supporters_speak(campaign, author=author, approver=approver)
            stuff_and_sweep(campaign.petition, staff=cast.staff)
        if plan is BURUNDI:
            deliver(campaign, author=author, approver=approver)
    record(verb="demo.loaded", target=cast.staff, details={"people": User.objects.count()})
    return logins()
