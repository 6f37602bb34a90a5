"""What the outbox's last word on a mail means for the letter or communication that it carried."""

from outbox.models import State

# The words are those of LetterState and CommunicationState alike. Without one: still on its way.
VERDICTS = {
    State.SENT: "sent",
    State.DELIVERED: "sent",
    State.COMPLAINED: "sent",
    State.BOUNCED: "failed",
    State.UNCERTAIN: "uncertain",
    State.FAILED: "failed",
    State.SUPPRESSED: "failed",
    State.EXPIRED: "failed",
    State.CANCELLED: "failed",
}
