"""The settings of a site that a test starts: development's, with static files where they lie."""

from r2p_site.settings.dev import *  # noqa: F403 - settings modules are read by name
from r2p_site.settings.dev import STORAGES

STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# What is in the cache stands in the cache, and not in one process for a moment.
PAGE_KEPT_SECONDS = 0.0
