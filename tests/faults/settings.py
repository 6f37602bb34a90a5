"""The settings of the suite's own process: development's, and templates to try with."""

from r2p_site.settings.dev import *  # noqa: F403 - settings modules are read by name
from r2p_site.settings.dev import BASE_DIR, TEMPLATES

TEMPLATES[0]["DIRS"].append(BASE_DIR / "tests" / "outbox" / "templates")
