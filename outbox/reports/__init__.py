"""What a mail that came back says: read without the database, and without trust in its form."""

from .reading import read_mail
from .report import Report, ReportKind, Verdict

__all__ = ["Report", "ReportKind", "Verdict", "read_mail"]
