"""Django's admin with our site, in INSTALLED_APPS in the place of django.contrib.admin."""

from django.contrib.admin.apps import AdminConfig


class GuardedAdminConfig(AdminConfig):
    default_site = "accounts.admin_site.GuardedAdminSite"
