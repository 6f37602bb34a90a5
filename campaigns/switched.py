"""What staff have switched off, as far as public pages ask for it."""

from .models.switch import Switch, SwitchKind


def lists_are_shown() -> bool:
    """Return whether lists of signers and tables of places are shown."""
    return not Switch.objects.filter(kind=SwitchKind.LISTS).exists()
