"""Who may work here: an organisation applies and is vetted, two people get a second factor."""

from tests.journey.mailbox import link_in, text_of
from tests.journey.stage import (
    PASSWORD,
    Stage,
    follow,
    log_in,
    log_out,
    path_of,
    press,
    prove_address,
    set_second_factor,
    sign_up,
)

ORGANISATION = "Early Warning Observatory"


def apply_as_an_organisation(stage: Stage) -> str:
    """A person signs up, confirms the address by a button, and applies for an organisation"""
    owner = stage.enter("owner", email="edna@observatory.example.org", name="Edna Editor")
    page = owner.page
    page.goto("/organisations/apply/")
    follow(page, page.get_by_role("link", name="Make an account").first)
    sign_up(stage, owner)
    log_in(owner, after="/organisations/apply/")
    page.locator("input[name=name]").fill(ORGANISATION)
    page.locator("select[name=country]").select_option("AU")
    page.locator("textarea[name=mission]").fill(
        "We read the signs that come before mass atrocities and ask those who can to act in time."
    )
    page.locator("input[name=contact_email]").fill("office@observatory.example.org")
    press(page, "Send the application")
    rows = stage.ask_database("SELECT status FROM accounts_organisation")
    assert rows == [("applied",)], rows
    return "organisation in the database: applied"


def staff_log_in_with_a_second_factor(stage: Stage) -> str:
    """Staff are let into the admin only with a second factor"""
    staff = stage.enter("staff", email="staff@site.example.org", name="Sam Staff")
    made = stage.manage(
        "createsuperuser",
        "--noinput",
        DJANGO_SUPERUSER_EMAIL=staff.email,
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    assert "created" in made, made
    log_in(staff, after="/admin/")
    if stage.mailbox.to(staff.email) or "confirm" in staff.page.url:
        prove_address(stage, staff)
        log_in(staff, after="/admin/")
    staff.page.goto("/admin/")
    before = path_of(staff.page.url)
    assert not before.startswith("/admin/"), before
    set_second_factor(staff)
    log_out(staff)
    log_in(staff, after="/admin/")
    staff.page.goto("/admin/")
    assert path_of(staff.page.url) == "/admin/", staff.page.url
    return f"without: sent to {before}\nwith: /admin/ opens"


def vet_the_organisation(stage: Stage) -> str:
    """Staff vet the organisation in the admin, and its owner is told by email"""
    page = stage.people["staff"].page
    page.goto("/admin/accounts/organisation/")
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").first.select_option("vet")
    follow(page, page.locator("button[name=index], button[title*='Run']").first)
    assert stage.ask_database("SELECT status FROM accounts_organisation") == [("vetted",)]
    owner = stage.people["owner"]
    mail = stage.mailbox.wait(owner.email, subject="vetted")
    return f"mail: {mail['Subject']}"


def invite_a_second_person(stage: Stage) -> str:
    """The owner, with a second factor, invites an approver, who accepts and sets up one too"""
    set_second_factor(stage.people["owner"])
    owner = stage.people["owner"].page
    owner.goto("/desk/organisation/invite/")
    owner.locator("input[name=address]").fill("aron@observatory.example.org")
    owner.locator("input[name=role][value=approver]").check()
    press(owner, "Send the invitation")
    approver = stage.enter("approver", email="aron@observatory.example.org", name="Aron Approver")
    mail = stage.mailbox.wait(approver.email)
    invitation = path_of(link_in(mail, "/accounts/invitations/"))
    page = approver.page
    page.goto("/accounts/signup/")
    sign_up(stage, approver)
    log_in(approver)
    page.goto(invitation)
    before = stage.ask_database("SELECT count(*) FROM accounts_membership")
    press(page, "Accept the invitation")
    after = stage.ask_database("SELECT role FROM accounts_membership ORDER BY id")
    assert before == [(1,)], before
    assert after == [("owner",), ("approver",)], after
    set_second_factor(approver)
    log_out(approver)
    log_in(approver)
    assert approver.page.url.endswith("/desk/"), approver.page.url
    return f"mail: {text_of(mail).splitlines()[0]}\nmembers: owner, approver (logged in with TOTP)"


STEPS = [
    apply_as_an_organisation,
    staff_log_in_with_a_second_factor,
    vet_the_organisation,
    invite_a_second_person,
]
