"""Addresses of officials."""

app_name = "officials"

urlpatterns: list = []
