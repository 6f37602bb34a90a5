from django.apps import AppConfig


class SituationsConfig(AppConfig):
    name = "situations"
    verbose_name = "Situations"
