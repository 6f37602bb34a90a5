"""Django with nothing in it: no middleware, no apps; the same database, the same connections."""

import os

from r2p_site.settings.environment import database, required

SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bench.bare.urls"
MIDDLEWARE: list[str] = []
INSTALLED_APPS: list[str] = []
DATABASES = {"default": database(required("DATABASE_URL"))}
USE_TZ = True

PAGE = os.environ.get("BARE_PAGE", "")  # the file with the bytes of a page of ours
