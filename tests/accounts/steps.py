"""The steps of logging in, as a person takes them."""

from django.test import Client

from tests.factories.accounts import PASSWORD

LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"
ADDRESS = "person@example.org"


def give_password(client: Client, *, email: str = ADDRESS, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/accounts/profile/").status_code == 200
