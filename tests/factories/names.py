"""Names for what is made one after the other."""


def in_letters(number: int) -> str:
    """A name for a number without a digit: no page may open with a large figure (D11)."""
    return str(number).translate(str.maketrans("0123456789", "ABCDEFGHIJ"))
