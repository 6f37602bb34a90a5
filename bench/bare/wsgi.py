"""The floor's application: Django, and nothing in front of it."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
