from .assessments import (
    begin_assessment,
    decide_assessment,
    return_assessment,
    submit_assessment,
    write_assessment,
    write_details,
)
from .briefs import (
    draft_brief,
    publish_brief,
    return_brief,
    submit_brief,
    write_brief,
    write_recommendations,
)
from .commitments import record_commitment, strike_commitment, withdraw_commitment
from .measures import log_check, record_measure, remove_measure, update_measure
from .outcomes import (
    archive_situation,
    decide_review,
    draft_review,
    end_monitoring,
    reopen_situation,
    return_review,
    submit_review,
    write_review,
)
from .situations import propose_situation, update_situation
from .territories import load_territories
from .worksheets import (
    approve_worksheet,
    begin_worksheet,
    return_worksheet,
    submit_worksheet,
    withdraw_worksheet,
    write_worksheet,
)

__all__ = [
    "approve_worksheet",
    "archive_situation",
    "begin_assessment",
    "begin_worksheet",
    "decide_assessment",
    "decide_review",
    "draft_brief",
    "draft_review",
    "end_monitoring",
    "load_territories",
    "log_check",
    "propose_situation",
    "publish_brief",
    "record_commitment",
    "record_measure",
    "remove_measure",
    "reopen_situation",
    "return_assessment",
    "return_brief",
    "return_review",
    "return_worksheet",
    "strike_commitment",
    "submit_assessment",
    "submit_brief",
    "submit_review",
    "submit_worksheet",
    "update_measure",
    "update_situation",
    "withdraw_commitment",
    "withdraw_worksheet",
    "write_assessment",
    "write_brief",
    "write_details",
    "write_recommendations",
    "write_review",
    "write_worksheet",
]
