"""Processes of their own that work on the test's database with the settings of development."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parent.parent.parent


def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start Python with the arguments, from the repository's root."""
    database = connection.settings_dict
    where = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "r2p_site.settings.dev",
            "DATABASE_URL": f"postgres://{database['USER']}:{database['PASSWORD']}@{where}",
            **environment,
        },
    )
