"""Addresses of the warning desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
