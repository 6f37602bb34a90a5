"""For the operator: take a lost second factor off a login, when no other staff can."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.services import remove_second_factor


class Command(BaseCommand):
    help = (
        "Take the authenticator app and the recovery codes off a login, and end its sessions. The"
        " person then logs in with the password and sets up another before anything else."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address the person logs in by")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = User.objects.get_by_natural_key(options["email"])
        except User.DoesNotExist as error:
            message = "There is no login with this address."
            raise CommandError(message) from error
        if not person.has_authenticator:
            message = "This login has no second factor."
            raise CommandError(message)
        remove_second_factor(person=person, actor=None)
        self.stdout.write("The second factor was removed, and all sessions were ended.")
