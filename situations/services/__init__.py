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
from .situations import propose_situation, record_measure, remove_measure, update_situation
from .territories import load_territories

__all__ = [
    "begin_assessment",
    "decide_assessment",
    "draft_brief",
    "load_territories",
    "propose_situation",
    "publish_brief",
    "record_measure",
    "remove_measure",
    "return_assessment",
    "return_brief",
    "submit_assessment",
    "submit_brief",
    "update_situation",
    "write_assessment",
    "write_brief",
    "write_details",
    "write_recommendations",
]
