"""Two views: one inserts a row as wide as a signature, one answers with the bytes of a page."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

INSERT = """
INSERT INTO bench_bare (
    petition_id, sealed, email_key, state, country, language, text_version, display,
    wants_updates, name_handed_over, created_at
) VALUES (1, %s, %s, 'pending', %s, 'en', 1, 'hidden', false, false, %s)
"""
SEALED = bytes(110)  # what a name and an address of common lengths take when they are sealed

FILE: str = getattr(settings, "PAGE", "")
page = Path(FILE).read_bytes() if FILE else b""


def insert(request: HttpRequest) -> HttpResponse:
    key = request.POST["email"].encode().ljust(32)[:32]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [SEALED, key, request.POST["country"], timezone.now()])
    return HttpResponse(status=303, headers={"Location": "/", "Content-Length": "0"})


def same_bytes(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(page, headers={"Content-Length": str(len(page))})


urlpatterns = [path("insert/", insert), path("page/", same_bytes)]
