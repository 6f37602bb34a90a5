"""The settings of what is measured: development's, without the log line of every step."""

from r2p_site.settings.dev import *  # noqa: F403 - settings modules are read by name
from r2p_site.settings.dev import LOGGING

LOGGING["root"] = {"handlers": ["console"], "level": "WARNING"}
