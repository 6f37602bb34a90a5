"""One sender: ours, from the outbox; or the floor, pre-built bytes over one SMTP connection.

python -m bench.programs.sender ours
python -m bench.programs.sender floor NUMBER
"""

import os
import smtplib
import sys
import time

from django.conf import settings
from django.db import connection

from bench.programs.stage import tell, wait_for_go
from core.sealed import unseal_json
from outbox.delivery import pump
from outbox.frames import Frame
from outbox.models import Message, Stream
from outbox.return_path import return_path


def ours() -> None:
    connection.ensure_connection()
    wait_for_go()
    began = time.time()
    while pump(stream=Stream.BULK):
        pass
    tell(began=began, ended=time.time())


def floor(number: int) -> None:
    """The same mail as ours, made once, sent as often."""
    message = Message.objects.select_related("content").first()
    if message is None or message.content is None:
        raise SystemExit("There is no message to take the bytes of.")
    envelope = unseal_json(message.envelope_sealed or b"")
    raw = Frame(message.content).fill(message, envelope)
    sender, recipient = return_path(message), envelope["to"]
    line = smtplib.SMTP("127.0.0.1", int(os.environ["SMTP_PORT"]), timeout=30)
    line.ehlo()
    wait_for_go()
    began = time.time()
    for _each in range(number):
        line.sendmail(sender, [recipient], raw)
    tell(began=began, ended=time.time(), host=settings.MAIL_DOMAIN)
    line.quit()


if __name__ == "__main__":
    ours() if sys.argv[1] == "ours" else floor(int(sys.argv[2]))
