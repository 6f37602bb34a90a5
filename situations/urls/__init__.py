"""Addresses of the app, one module for each part of the work."""

from django.urls import include, path

from . import days  # noqa: F401 - what it registers is used by name

app_name = "situations"

urlpatterns = [
    path("", include("situations.urls.warnings")),
    path("", include("situations.urls.evidence")),
    path("", include("situations.urls.imports")),
    path("", include("situations.urls.briefs")),
    path("", include("situations.urls.responses")),
    path("", include("situations.urls.register")),
]
