"""Addresses of alerts."""

from django.urls import path

from .views import links, own, public

app_name = "alerts"

urlpatterns = [
    path("alerts/", public.subscribe, name="subscribe"),
    path("alerts/ask/", public.ask, name="ask"),
    path("alerts/check-your-email/", public.check_your_email, name="check_your_email"),
    path("alerts/my-link/", public.my_link, name="my_link"),
    path("alerts/my-link/sent/", public.link_sent, name="link_sent"),
    path("alerts/forgotten/", public.forgotten, name="forgotten"),
    path("alerts/feed.atom", public.feed, name="feed"),
    path("alerts/feed/<slug:kind>/<slug:slug>.atom", public.feed, name="topic_feed"),
    path("alerts/confirm/<str:token>/", links.confirm, name="confirm"),
    path("alerts/unsubscribe/<str:token>/", links.unsubscribe, name="unsubscribe"),
    path("alerts/manage/<str:token>/", own.manage, name="manage"),
    path("alerts/manage/<str:token>/change/", own.change, name="change"),
    path("alerts/manage/<str:token>/follow/", own.follow, name="follow"),
    path("alerts/manage/<str:token>/times/", own.times, name="times"),
    path("alerts/manage/<str:token>/end/", own.end, name="end"),
    path("alerts/manage/<str:token>/forget/", own.forget, name="forget"),
]
