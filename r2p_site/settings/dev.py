"""Development: `make run` and its tools. Errors go to the log, pages are as in production."""

from .base import *  # noqa: F403 - settings modules are read by name

DEBUG = False
SECURE_SSL_REDIRECT = False
# Whoever tries the site on a Sunday evening sees a letter leave.
LETTERS_KEEP_HOURS = False
