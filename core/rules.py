"""A rule of the domain that refuses a deed, with its reason in plain words."""

from collections.abc import Iterable

from django.utils.functional import Promise

Text = str | Promise


class RuleRefused(Exception):  # noqa: N818 - named for what happened, as it is read aloud in services
    """Raised by a service when a rule of the domain forbids what was asked.

    Carries one or several (code, message) pairs, so that a form can show each missing part beside
    its own field. The messages are shown to people: they hold no personal data.
    """

    def __init__(
        self, message: Text = "", *, code: str = "", also: Iterable[tuple[str, Text]] = ()
    ):
        self.messages: list[tuple[str, Text]] = [(code, message)] if message else []
        self.messages.extend(also)
        super().__init__(" ".join(str(text) for _code, text in self.messages))

    @property
    def codes(self) -> list[str]:
        return [code for code, _text in self.messages]
