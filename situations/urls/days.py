"""Days in addresses."""

from datetime import date

from django.urls import register_converter


class DayConverter:
    """A day in an address: 2007-08-13. What is no day is no address of ours."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")
