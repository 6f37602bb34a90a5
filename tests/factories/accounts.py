"""People and organisations for tests and for the demo.

`log_in(client, user)` opens a session as the login pages would: with a second factor if the person
has one. `client.force_login(user)` opens one without, which may not approve and not enter /admin/.
"""

import base64
import hashlib
import hmac
import itertools
import struct
import time
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import encrypt
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationStatus, Role, User

PASSWORD = "a plain sentence nobody guesses"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

_numbers = itertools.count(1)


def make_user(
    *,
    email: str | None = None,
    name: str = "",
    password: str = PASSWORD,
    staff: bool = False,
    second_factor: bool = False,
    verified: bool = True,
    **more: Any,
) -> User:
    """A person who can log in. Staff may do everything in the admin, once past its door."""
    number = next(_numbers)
    email = email or f"person{number}@example.org"
    more.setdefault("is_staff", staff)
    more.setdefault("is_superuser", staff)
    user = User.objects.create_user(
        email=email, password=password, name=name or f"Person {number}", **more
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    if second_factor:
        add_second_factor(user)
    return user


def make_organisation(
    *,
    name: str | None = None,
    slug: str | None = None,
    vetted: bool = True,
    status: str | None = None,
    at: datetime | None = None,
    **more: Any,
) -> Organisation:
    """An organisation: vetted, or waiting for it, or in the `status` given."""
    number = next(_numbers)
    at = at or timezone.now()
    status = status or (OrganisationStatus.VETTED if vetted else OrganisationStatus.APPLIED)
    values = {
        "country": "KE",
        "mission": "We watch for signs of mass atrocities and speak up early.",
        "contact_email": f"office{number}@example.org",
    }
    return Organisation.objects.create(
        name=name or f"Early Voices {number}",
        slug=slug or f"early-voices-{number}",
        status=status,
        applied_at=at,
        decided_at=None if status == OrganisationStatus.APPLIED else at,
        **(values | more),
    )


def make_member(
    *,
    organisation: Organisation | None = None,
    role: str = Role.EDITOR,
    user: User | None = None,
    second_factor: bool = False,
    at: datetime | None = None,
    **more: Any,
) -> User:
    """A person with a place in `organisation` (a new one by default). Returns the person."""
    organisation = organisation or make_organisation()
    user = user or make_user(second_factor=second_factor, **more)
    Membership.objects.create(
        user=user, organisation=organisation, role=role, joined_at=at or timezone.now()
    )
    return user


def add_second_factor(user: User, *, secret: str = SECRET) -> Authenticator:
    """Set up an authenticator app and recovery codes, as the site stores them."""
    authenticator = Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)}
    )
    RecoveryCodes.activate(user)
    return authenticator


def recovery_codes(user: User) -> list[str]:
    """The recovery codes that are left."""
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return codes.wrap().get_unused_codes()


def totp_code(secret: str = SECRET, *, at: float | None = None) -> str:
    """The six digits an authenticator app shows at `at` (RFC 6238), worked out independently."""
    step = int((time.time() if at is None else at) // 30)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def log_in(client: Client, user: User, *, second_factor: bool | None = None) -> None:
    """Open a session for `user`, proved by a second factor if one is set up (or as told)."""
    client.force_login(user)
    if second_factor is None:
        second_factor = user.has_authenticator
    if second_factor:
        session = client.session
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time(), "email": user.email},
            {"method": "mfa", "at": time.time(), "type": "totp"},
        ]
        session.save()
