"""What was sealed with a message for its recipient alone, opened again by a worker."""

from core.sealed import SealClosed, unseal_json
from outbox.models import Message


def own_values(message: Message) -> dict[str, str]:
    """Return the values of a message that are its recipient's own, as they were queued.

    Empty once the envelope was emptied. Raises SealClosed without the private key, or if damaged.
    """
    if message.envelope_sealed is None:
        return {}
    values = unseal_json(message.envelope_sealed).get("values", {})
    if not isinstance(values, dict):
        raise SealClosed("The envelope holds no values.")
    return {str(name): str(value) for name, value in values.items()}
