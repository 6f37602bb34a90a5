"""A sender: ours, from the outbox; or the floor, pre-built bytes over one SMTP connection."""

import os
import smtplib
import time

from django.db import connection

from bench.programs.stage import serve
from core.sealed import unseal_json
from outbox.delivery import pump
from outbox.frames import Frame
from outbox.models import Message, Stream
from outbox.return_path import return_path


def ours() -> dict[str, float]:
    connection.ensure_connection()
    began = time.time()
    while pump(stream=Stream.BULK):
        pass
    return {"began": began, "ended": time.time()}


def floor(number: int) -> dict[str, float]:
    """The same mail as ours, made once, sent as often."""
    message = Message.objects.select_related("content").filter(stream=Stream.BULK).latest("pk")
    if message.content is None:
        raise SystemExit("There is no content to make the bytes of.")
    envelope = unseal_json(message.envelope_sealed or b"")
    raw = Frame(message.content, stream=Stream.BULK).fill(message, envelope)
    sender, recipient = return_path(message), envelope["to"]
    line = smtplib.SMTP("127.0.0.1", int(os.environ["SMTP_PORT"]), timeout=30)
    line.ehlo()
    began = time.time()
    for _each in range(number):
        line.sendmail(sender, [recipient], raw)
    ended = time.time()
    line.quit()
    return {"began": began, "ended": ended, "bytes": len(raw)}


if __name__ == "__main__":
    serve(ours=ours, floor=floor)
