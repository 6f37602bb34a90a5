from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = "Outbox"

    def ready(self) -> None:
        """Listen to what mail providers report. The signal is how anymail hands events over."""
        from anymail.signals import tracking  # noqa: PLC0415 - apps are not loaded before

        from .webhooks import keep  # noqa: PLC0415 - as above

        tracking.connect(keep, dispatch_uid="outbox")
