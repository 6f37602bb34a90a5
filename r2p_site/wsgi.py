"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "r2p_site.settings.prod")

site = get_wsgi_application()  # first of all: settings cannot be read before

from r2p_site.kept_answers import KeptAnswers  # noqa: E402 - it reads settings

application = KeptAnswers(site)
