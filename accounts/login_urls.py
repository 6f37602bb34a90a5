"""Addresses of the login pages, whose names allauth fixes (hence no namespace)."""

from django.urls import include, path

from .views import account

urlpatterns = [
    # Before allauth's own of the same name.
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]
