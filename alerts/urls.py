"""Addresses of alerts."""

from django.urls import path

from .views import links, public

app_name = "alerts"

urlpatterns = [
    path("alerts/", public.subscribe, name="subscribe"),
    path("alerts/ask/", public.ask, name="ask"),
    path("alerts/check-your-email/", public.check_your_email, name="check_your_email"),
    path("alerts/forgotten/", public.forgotten, name="forgotten"),
    path("alerts/feed.atom", public.feed, name="feed"),
    path("alerts/confirm/<str:token>/", links.confirm, name="confirm"),
    path("alerts/unsubscribe/<str:token>/", links.unsubscribe, name="unsubscribe"),
    path("alerts/manage/<str:token>/", links.manage, name="manage"),
    path("alerts/manage/<str:token>/end/", links.end, name="end"),
    path("alerts/manage/<str:token>/forget/", links.forget, name="forget"),
]
