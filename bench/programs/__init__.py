"""The programs that are measured: each a process of its own, with Django set up beforehand."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()
