"""Addresses of accounts: organisations for everybody, one's own login, the members' desk."""

from django.urls import path

from .views import account, desk, public

app_name = "accounts"

urlpatterns = [
    path("organisations/", public.organisation_list, name="organisation_list"),
    path("organisations/apply/", account.organisation_apply, name="organisation_apply"),
    path("organisations/<slug:slug>/", public.organisation_detail, name="organisation_detail"),
    path("accounts/profile/", account.profile, name="profile"),
    path("accounts/second-factor/", account.second_factor, name="second_factor"),
    path("accounts/invitations/<str:token>/", account.invitation, name="invitation"),
    path("desk/organisation/", desk.organisation, name="desk_organisation"),
    path("desk/organisation/edit/", desk.organisation_edit, name="desk_organisation_edit"),
    path("desk/organisation/invite/", desk.invite, name="desk_invite"),
    path(
        "desk/organisation/invitations/<int:pk>/withdraw/",
        desk.invitation_withdraw,
        name="desk_invitation_withdraw",
    ),
    path("desk/organisation/members/<int:pk>/role/", desk.member_role, name="desk_member_role"),
    path(
        "desk/organisation/members/<int:pk>/remove/",
        desk.member_remove,
        name="desk_member_remove",
    ),
]
