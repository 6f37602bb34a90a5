"""What staff can switch off when the site is under attack, as far as pages ask for it."""


def lists_are_shown() -> bool:
    """Return whether lists of signers and tables of places are shown."""
    return True
