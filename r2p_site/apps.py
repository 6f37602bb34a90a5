from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "r2p_site"
    verbose_name = "Site"
