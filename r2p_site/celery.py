"""Celery wakes workers; PostgreSQL is the record of what is to be done.

Every entry of the schedule is a wake-up that may be lost, late or doubled without harm: the work
itself is claimed in the database. So none, one or two schedulers are all correct.
"""

import gc
import logging
import os
from typing import Any

from celery import Celery
from celery.signals import after_setup_logger, after_setup_task_logger, celeryd_after_setup
from django.urls import reverse
from kombu import Queue

from core.quiet import QuietFormatter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "r2p_site.settings.dev")

VISIBILITY_SECONDS = 300

SCHEDULE: dict[str, tuple[str, float, dict[str, Any]]] = {
    "send transactional mail": ("outbox.tasks.pump", 5, {"stream": "transactional"}),
    "send bulk mail": ("outbox.tasks.pump", 10, {"stream": "bulk"}),
    "send letters": ("outbox.tasks.pump", 30, {"stream": "letter"}),
    "park what is overdue": ("outbox.tasks.park", 60, {}),
    "fetch what came back": ("outbox.tasks.fetch_mailbox", 300, {}),
    "read what came back": ("outbox.tasks.read_incoming", 15, {}),
    "empty old envelopes": ("outbox.tasks.purge", 24 * 3600, {}),
    "ask to confirm subscriptions": ("alerts.tasks.send_confirmations", 5, {}),
    "fan out alerts": ("alerts.tasks.fan_out", 15, {}),
    "make digests": ("alerts.tasks.send_digests", 60, {}),
    "end what mail came back from": ("alerts.tasks.follow_reports", 300, {}),
    "watch that alerts reach somebody": ("alerts.tasks.watch", 900, {}),
    "forget what was never confirmed": ("alerts.tasks.forget_unconfirmed", 3600, {}),
    "judge new signatures": ("campaigns.tasks.judge_signatures", 5, {}),
    "advance sweeps of signatures": ("campaigns.tasks.advance_sweeps", 5, {}),
    "watch signatures": ("campaigns.tasks.watch_signatures", 15, {}),
    "watch the hours of signatures": ("campaigns.tasks.watch_hours", 3600, {}),
    "forget what sweeps removed": ("campaigns.tasks.forget_removed", 24 * 3600, {}),
    "remind of unconfirmed signatures": ("campaigns.tasks.remind_unconfirmed", 3600, {}),
    "remind of unconfirmed letters": ("campaigns.tasks.remind_writers", 3600, {}),
    "forget how sign-ups came in": ("campaigns.tasks.forget_arrivals", 600, {}),
    "count signatures": ("campaigns.tasks.count_signatures", 10, {}),
    "show what petitions have come to": ("campaigns.tasks.show_petitions", 15, {}),
    "look over what petitions show": ("campaigns.tasks.show_petitions", 3600, {"everywhere": True}),
    "recount signatures": ("campaigns.tasks.recount_signatures", 24 * 3600, {}),
    "forget unconfirmed signatures and letters": (
        "campaigns.tasks.forget_unconfirmed",
        3600,
        {},
    ),
    "open and close campaigns on their days": ("campaigns.tasks.keep_dates", 300, {}),
    "remind of reports to supporters": ("campaigns.tasks.remind_of_reports", 3600, {}),
    "tell signers of updates": ("campaigns.tasks.tell_signers", 15, {}),
    "write names under words of supporters": ("campaigns.tasks.sign_voices", 10, {}),
    "tell contacts of organisations": ("campaigns.tasks.tell_contacts", 30, {}),
    "forget refused words and contacts": ("campaigns.tasks.forget_voices", 3600, {}),
    "send people the link to their page": ("campaigns.tasks.send_own_pages", 5, {}),
    "erase names of closed petitions": ("campaigns.tasks.erase_names", 3600, {}),
    "make copies of people's data": ("r2p_site.tasks.make_copies", 15, {}),
    "keep the ledger of erasures": ("audit.tasks.keep_ledger", 3600, {}),
    "dispatch letters": ("campaigns.tasks.dispatch_letters", 30, {}),
    "follow letters": ("campaigns.tasks.follow_letters", 60, {}),
    "prove that no letter is lost": ("campaigns.tasks.prove_letters", 24 * 3600, {}),
    "file what offices sent": ("campaigns.tasks.file_replies", 15, {}),
    "get files of offices ready": ("campaigns.tasks.prepare_reply_files", 5, {}),
    "tell writers what was answered": ("campaigns.tasks.tell_writers", 60, {}),
    "run the clocks of answers": ("campaigns.tasks.run_clocks", 300, {}),
    "remind of answers that lie": ("campaigns.tasks.remind_of_replies", 3600, {}),
    "let old replies go": ("campaigns.tasks.let_old_replies_go", 24 * 3600, {}),
    "make deliveries": ("campaigns.tasks.make_deliveries", 10, {}),
    "erase files of deliveries": ("campaigns.tasks.erase_delivery_files", 3600, {}),
    "escalate overdue warnings": ("situations.tasks.escalate_warnings", 300, {}),
    "tell those who warned of answers": ("situations.tasks.tell_senders", 60, {}),
    "forget contacts of warnings": ("situations.tasks.forget_contacts", 24 * 3600, {}),
    "publish briefs": ("situations.tasks.publish_briefs", 30, {}),
    "make the files of briefs": ("situations.tasks.make_brief_files", 15, {}),
    "forget typed texts": ("situations.tasks.forget_typed_texts", 24 * 3600, {}),
    "take in files of incidents": ("situations.tasks.advance_imports", 5, {}),
    "end consents whose day is over": ("situations.tasks.expire_consents", 3600, {}),
    "look whether originals are whole": ("situations.tasks.check_originals", 3600, {}),
    "sort corrections of officials": ("officials.tasks.sort_proposals", 60, {}),
    "drop files of officials that nobody applied": ("officials.tasks.expire_uploads", 600, {}),
}

app = Celery("r2p_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    broker_url=os.environ.get("REDIS_URL", ""),
    result_backend=None,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    timezone="UTC",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=120,
    task_default_queue="work",
    task_queues=[Queue("work"), Queue("mail")],
    task_routes={"outbox.tasks.*": {"queue": "mail"}},
    task_publish_retry=True,
    task_publish_retry_policy={
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.2,
        "interval_max": 0.2,
    },
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_soft_shutdown_timeout=60.0,
    worker_enable_soft_shutdown_on_idle=True,
    # A blip of the broker must not end a sender between the mail and its mark.
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    visibility_timeout=VISIBILITY_SECONDS,
    broker_transport_options={
        "visibility_timeout": VISIBILITY_SECONDS,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 30,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 25,
        "global_keyprefix": "queue:",
    },
    beat_max_loop_interval=5,
    # What beat last ran is of no use to anybody: every entry looks in the database.
    beat_schedule_filename="var/celerybeat-schedule",
    beat_schedule={
        name: {"task": task, "schedule": seconds, "kwargs": kwargs, "options": {"expires": seconds}}
        for name, (task, seconds, kwargs) in SCHEDULE.items()
    },
)
app.autodiscover_tasks()


@celeryd_after_setup.connect
def keep_what_is_loaded(**_facts: Any) -> None:
    """Take what is loaded by now out of the garbage collector's sight.

    A worker collects garbage before it replaces a child, and with all of Django in memory that
    takes longer than the replacing itself: children killed in quick succession left nobody. What
    each would load again by itself is loaded before: the addresses, which stand in most mails.
    """
    reverse("home")
    gc.collect()
    gc.freeze()


@after_setup_logger.connect
@after_setup_task_logger.connect
def keep_people_out_of_the_log(logger: logging.Logger, format: str, **_facts: Any) -> None:  # noqa: A002 - Celery calls it so
    """Celery sets up the log of a worker by itself: it is written as the rest of ours is."""
    for handler in logger.handlers:
        handler.setFormatter(QuietFormatter(format))
