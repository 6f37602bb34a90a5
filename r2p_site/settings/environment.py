"""Read settings from the environment, with an error that says what is missing."""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from r2p_site.pool_check import check_connection


def required(name: str) -> str:
    """Return the variable's value.

    Raises ImproperlyConfigured naming the variable if unset or empty: secrets have no default.
    """
    value = os.environ.get(name, "")
    if not value:
        message = f"Set the environment variable {name} (see docs/reference/environment.md)."
        raise ImproperlyConfigured(message)
    return value


def optional(name: str, default: str = "") -> str:
    return os.environ.get(name, "") or default


def switch(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    message = f"{name} must be one of 1, true, yes, on, 0, false, no, off."
    raise ImproperlyConfigured(message)


def database(url: str) -> dict[str, Any]:
    """Turn postgres://user:password@host:port/name into one entry of DATABASES.

    The pool bounds the connections of a process whatever its number of threads; a wait of more than
    five seconds for one is an error page rather than a hanging browser.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = "DATABASE_URL must begin with postgres:// (PostgreSQL is the only database)."
        raise ImproperlyConfigured(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 4, "timeout": 5, "check": check_connection},
            "connect_timeout": 5,
            "application_name": "r2p",
            # Without a number psycopg would prepare nothing, even where it is told to. Django's own
            # cursors prepare nothing all the same: only core.prepared does.
            "prepare_threshold": 5,
        },
    }


def mailers(environment: Mapping[str, str] = os.environ) -> dict[str, dict[str, object]]:
    """One SMTP relay, reached by three names so that each stream can be moved on its own."""
    options = {
        "host": environment.get("SMTP_HOST") or "localhost",
        "port": int(environment.get("SMTP_PORT") or 25),
        "username": environment.get("SMTP_USER") or "",
        "password": environment.get("SMTP_PASSWORD") or "",
        "use_tls": switch("SMTP_TLS", default=False),
        "timeout": 60,
    }
    mailer: dict[str, object] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": options,
    }
    return dict.fromkeys(("default", "transactional", "bulk", "letter"), mailer)
