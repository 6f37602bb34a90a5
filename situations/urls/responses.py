"""Addresses of what is done about a situation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
