from .answers import (
    answers_token,
    open_warning,
    warning_behind,
)
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
from .commitments import (
    record_commitment,
    strike_commitment,
    withdraw_commitment,
)
from .duty import (
    set_rota,
)
from .escalation import (
    escalate_overdue,
    give_to_somebody,
)
from .measures import (
    log_check,
    record_measure,
    remove_measure,
    update_measure,
)
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
from .situations import (
    propose_situation,
    update_situation,
)
from .territories import (
    load_territories,
)
from .triage import (
    acknowledge_warning,
    answer_warning,
    ask_sender,
    begin_triage,
    close_warning,
    decline_warning,
    hand_over_warning,
    link_warning,
    note_on_warning,
    open_situation,
    reopen_warning,
    take_over_warning,
)
from .warnings import (
    add_to_warning,
    forget_contacts,
    forget_warnings,
    hand_in_warning,
    stop_telling,
    tell_senders,
)
from .worksheets import (
    approve_worksheet,
    begin_worksheet,
    return_worksheet,
    submit_worksheet,
    withdraw_worksheet,
    write_worksheet,
)

__all__ = [
    "acknowledge_warning",
    "add_to_warning",
    "answer_warning",
    "answers_token",
    "approve_worksheet",
    "archive_situation",
    "ask_sender",
    "begin_assessment",
    "begin_triage",
    "begin_worksheet",
    "close_warning",
    "decide_assessment",
    "decide_review",
    "decline_warning",
    "draft_brief",
    "draft_review",
    "end_monitoring",
    "escalate_overdue",
    "forget_contacts",
    "forget_warnings",
    "give_to_somebody",
    "hand_in_warning",
    "hand_over_warning",
    "link_warning",
    "load_territories",
    "log_check",
    "note_on_warning",
    "open_situation",
    "open_warning",
    "propose_situation",
    "publish_brief",
    "record_commitment",
    "record_measure",
    "remove_measure",
    "reopen_situation",
    "reopen_warning",
    "return_assessment",
    "return_brief",
    "return_review",
    "return_worksheet",
    "set_rota",
    "stop_telling",
    "strike_commitment",
    "submit_assessment",
    "submit_brief",
    "submit_review",
    "submit_worksheet",
    "take_over_warning",
    "tell_senders",
    "update_measure",
    "update_situation",
    "warning_behind",
    "withdraw_commitment",
    "withdraw_worksheet",
    "write_assessment",
    "write_brief",
    "write_details",
    "write_recommendations",
    "write_review",
    "write_worksheet",
]
