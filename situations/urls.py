"""Addresses of situations."""

app_name = "situations"

urlpatterns: list = []
