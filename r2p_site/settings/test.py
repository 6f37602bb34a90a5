"""Tests: real PostgreSQL and Valkey, mail caught in memory, quick password hashes."""

import os
from urllib.parse import urlsplit

# Keys of no worth, so that a test run needs no secrets.
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0" * 50)
os.environ.setdefault(
    "SEALING_PUBLIC_KEY", "7b4e909bbe7ffe44c465a220037d608ee35897d31ef972f07f74892cb0f73f13"
)
os.environ.setdefault("SEALING_PRIVATE_KEY", "11" * 32)
os.environ.setdefault("BLIND_INDEX_KEY", "22" * 32)
os.environ.setdefault("MAIL_DOMAIN", "mail.test")
os.environ.setdefault("MAIL_PROVIDERS", "mailgun,postmark,mailtrap")
os.environ.setdefault("MAIL_WEBHOOK_SECRET", "provider:only-for-tests")
os.environ.setdefault("MAIL_WEBHOOK_KEYS", "mailgun=only-for-tests mailtrap=only-for-tests")
os.environ.setdefault("BASE_URL", "http://testserver")

from .base import *  # noqa: F403 - the variables above must be there first
from .base import BASE_DIR, CACHES, DATABASES, MAILERS, REDIS_URL

ALLOWED_HOSTS = ["*"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
MAILERS = {alias: {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"} for alias in MAILERS}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tests of races open a connection per thread.
DATABASES["default"]["OPTIONS"]["pool"] |= {"max_size": 60, "timeout": 10}
# What one test has written, the next line of it must see.
PAGE_KEPT_SECONDS = 0.0
DELIVERY_DIR = BASE_DIR / "var" / "tests" / "deliveries"
# Static files are read where they lie, so that no test waits for them to be collected.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Emptying the cache empties a database of Valkey, so each process of a parallel run has its own.
if worker := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw"):
    parts = urlsplit(REDIS_URL)
    number = (int(parts.path.strip("/") or 0) + 1 + int(worker)) % 16
    CACHES["default"]["LOCATION"] = parts._replace(path=f"/{number}").geturl()
