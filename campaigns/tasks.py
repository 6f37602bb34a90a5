"""Wake-ups. Each looks in the database for what is to be done, and may be lost or doubled."""

from celery import shared_task
from django.utils import timezone

from . import proof
from .services import (
    answers,
    asking,
    batches,
    clocks,
    communications,
    counting,
    deciding_anew,
    delivering,
    dispatching,
    following,
    forgetting,
    judging,
    lapsing,
    proving,
    publishing,
    reminding,
    reminding_writers,
    replies,
    replies_waiting,
    reply_files,
    reporting,
    retention,
    showing,
    sign_ons,
    standing,
    steering,
    telling,
    updates,
    voices,
    watching,
    weighing,
)


@shared_task
def judge_signatures() -> None:
    """Judge what came in: hold what programs filled in, release the mails within the limits."""
    judging.judge_incoming()


@shared_task
def remind_unconfirmed() -> None:
    """Remind once those who signed two days ago and have not confirmed."""
    reminding.remind_unconfirmed()


@shared_task
def remind_writers() -> None:
    """Remind once those who wrote a letter two days ago and have not confirmed it."""
    reminding_writers.remind_writers()


@shared_task
def forget_arrivals() -> None:
    """Delete how sign-ups came in after a day, and spent proofs of work that have ended."""
    weighing.forget_arrivals(at=timezone.now())
    proof.forget_proofs()


@shared_task
def count_signatures() -> None:
    """Add what was confirmed to the totals."""
    counting.count_signatures()


@shared_task
def recount_signatures() -> None:
    """Prove every total, put right what differs, and write the account of the day."""
    standing.write_standings(corrected=counting.recount_signatures())


@shared_task
def dispatch_letters() -> None:
    """Hand confirmed letters to the outbox."""
    dispatching.dispatch_letters()


@shared_task
def follow_letters() -> None:
    """See what became of letters, ask about those that wait, give back what waited too long."""
    following.follow_letters()
    deciding_anew.ask_authors()
    deciding_anew.give_back_held()


@shared_task
def prove_letters() -> None:
    """Prove that every confirmed letter is somewhere."""
    proving.prove_letters()


@shared_task
def make_deliveries() -> None:
    """Give out the keys that were asked for, and go on with what is to be made."""
    delivering.wrap_codes()
    delivering.advance_deliveries()


@shared_task
def erase_delivery_files() -> None:
    """Erase the files of deliveries that nobody needs any more."""
    delivering.erase_files()


@shared_task
def forget_unconfirmed() -> None:
    """Delete what nobody confirmed in time."""
    forgetting.forget_unconfirmed()


@shared_task
def keep_dates() -> None:
    """Launch what is due on its first day, close what is past its last."""
    steering.keep_dates()


@shared_task
def remind_of_reports() -> None:
    """Remind organisations of reports that are overdue."""
    reporting.remind_of_reports()


@shared_task
def remind_of_replies() -> None:
    """Remind those who decide of answers that nobody has looked at."""
    replies_waiting.remind_of_replies()


@shared_task
def tell_signers() -> None:
    """Mail published updates and reports to the signers who agreed."""
    updates.announce_reports()
    telling.tell_signers()


@shared_task
def sign_voices() -> None:
    """Write out names under the words of supporters, as each chose."""
    voices.sign_voices()


@shared_task
def tell_contacts() -> None:
    """Tell the contact persons of organisations what was decided."""
    sign_ons.tell_contacts()


@shared_task
def forget_voices() -> None:
    """Delete refused words, and contacts of organisations that nobody needs any more."""
    voices.forget_refused_voices()
    sign_ons.forget_old_contacts()


@shared_task
def show_petitions(*, everywhere: bool = False) -> None:
    """Bring up to date what pages show: newest signers, numbers by the hour, goals reached."""
    showing.show_signers(everywhere=everywhere)
    publishing.publish_numbers()
    publishing.tell_goals()


@shared_task
def advance_sweeps() -> None:
    """Do the next batches of sweeps that run or are being undone."""
    batches.advance_sweeps()


@shared_task
def watch_signatures() -> None:
    """Look for bursts, and hold what is beyond plausible."""
    watching.watch_signatures()


@shared_task
def watch_hours() -> None:
    """Look at the hour that has ended, and at the mails that came back."""
    watching.watch_hours()
    lapsing.note_bounces()


@shared_task
def forget_removed() -> None:
    """Delete for good what sweeps removed 30 days ago."""
    lapsing.forget_removed()


@shared_task
def send_own_pages() -> None:
    """Send the link to their page to whoever asked."""
    asking.send_own_pages()


@shared_task
def erase_names() -> None:
    """Erase names under petitions that closed 90 days ago."""
    retention.erase_names()


@shared_task
def file_replies() -> None:
    """File what offices sent, and forward to writers what answers their letters."""
    replies.file_replies()
    replies.forward_replies()


@shared_task
def prepare_reply_files() -> None:
    """Get ready what the desk asked for of what offices attached."""
    reply_files.prepare_files()


@shared_task
def tell_writers() -> None:
    """Mail to writers what an office answered to them."""
    answers.tell_writers()


@shared_task
def run_clocks() -> None:
    """See what became of briefs and reminders; start clocks, and find the overdue ones."""
    communications.follow_communications()
    clocks.run_clocks()


@shared_task
def let_old_replies_go() -> None:
    """Let go the raw mails of what was decided a month ago."""
    replies.let_old_mails_go()
