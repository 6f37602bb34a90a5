"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from r2p_site.kept_answers import KeptAnswers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "r2p_site.settings.prod")

application = KeptAnswers(get_wsgi_application())
