"""Behind the scenes: what nobody can change, and what the web process cannot read."""

import psycopg

from tests.journey.stage import Stage

READ_A_SIGNER = """
from campaigns.models import Signature
from core.sealed import unseal_json
print(unseal_json(Signature.objects.first().sealed))
"""


def leave_the_audit_trail(stage: Stage) -> str:
    """A bare UPDATE, DELETE or TRUNCATE of the audit trail fails in PostgreSQL"""
    answers = []
    for change in (
        "UPDATE audit_event SET verb = 'nothing.happened'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event CASCADE",
    ):
        try:
            stage.ask_database(change)
        except psycopg.Error as error:
            answers.append(f"{change.split()[0]}: {str(error).splitlines()[0]}")
    assert len(answers) == 3, answers
    return "\n".join(answers)


def read_no_signer(stage: Stage) -> str:
    """The web process, without the private key, cannot read a signer's email"""
    answer = stage.manage("shell", "--no-imports", "-c", READ_A_SIGNER)
    visitor = stage.people["visitor"].email
    assert "SealClosed" in answer, answer
    assert visitor not in answer
    found = stage.ask_database(
        "SELECT count(*) FROM campaigns_signature s, outbox_message m"
        " WHERE position(convert_to(%s, 'UTF8') in s.sealed) > 0"
        " OR position(convert_to(%s, 'UTF8') in m.envelope_sealed) > 0",
        visitor,
        visitor,
    )
    assert found == [(0,)], found
    return answer.strip().splitlines()[-1] + "\nthe address stands in no sealed column in clear"


STEPS = [leave_the_audit_trail, read_no_signer]
