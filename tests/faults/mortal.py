"""The site with one harm: who is about to wake a worker, right after the commit, is killed."""

import importlib
import os
import signal
from typing import Any

from r2p_site.wsgi import application

# After Django is set up, which the import above has done.
wakeup: Any = importlib.import_module("outbox.wakeup")
wakeup.wake = lambda _stream: os.kill(os.getpid(), signal.SIGKILL)

__all__ = ["application"]
