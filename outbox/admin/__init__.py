"""Staff see what goes out, what waits and what failed, and may stop it; never to whom."""

from .domains import DomainAdmin
from .incoming import IncomingAdmin
from .messages import MessageAdmin
from .suppressions import SuppressionAdmin

__all__ = ["DomainAdmin", "IncomingAdmin", "MessageAdmin", "SuppressionAdmin"]
