from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from .receivers import listen  # noqa: PLC0415 - it needs the models

        listen()
