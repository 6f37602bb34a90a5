"""Where mail providers call. None unless settings name them."""

from django.conf import settings
from django.urls import path

from .webhooks import view_of

app_name = "outbox"
urlpatterns = [
    path(f"webhooks/mail/{name}/", view_of(name), name=f"webhook_{name}")
    for name in settings.MAIL_PROVIDERS
]
