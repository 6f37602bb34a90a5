"""Iraq twice: not R2P in early 2003, R2P in August 2007. A judgement belongs to its day."""

from datetime import date

from situations.models.choices import (
    ActorKind,
    Crime,
    Danger,
    Exclusion,
    FactorTrend,
    FigureKind,
    GroupBasis,
    Outcome,
    Part,
    Qualifier,
    Rating,
    Rung,
    StateResponse,
    Suggestion,
    TimeTest,
    Trend,
)

from .case import SPEECH_DAY, Case, CaseBrief

IRAQ_2003 = Case(
    name="Iraq, early 2003",
    territories=("IQ",),
    as_of=date(2003, 3, 1),
    paragraphs="para 52",
    answers={
        "crimes": [Crime.CRIMES_AGAINST_HUMANITY],
        "contested_labels": (
            "Some leaders argued that it was a case for the responsibility to protect. The speech"
            " names mass atrocity crimes of the past without saying which of the four they were."
        ),
        "time_test": TimeTest.PAST_ONLY,
        "grave": False,
        "gravity": (
            "Major violations of human rights continue and call for a response. They are not of"
            " the kind that this register is for."
        ),
        "people_at_risk": "People in Iraq whose human rights are violated by their government.",
        "state_response": StateResponse.UNWILLING,
        "state_response_note": "Major violations of human rights continue.",
        "outcome": Outcome.NOT_REGISTERED,
        "exclusions": [Exclusion.PAST_ONLY, Exclusion.HUMAN_RIGHTS_CONCERN],
        "public_reason": (
            "Mass atrocity crimes were committed against the Kurds in the late 1980s and against"
            " the Shiites of the south in the early 1990s. In early 2003 no such crime was being"
            " committed, and none was feared. Past crimes alone do not make an R2P situation."
        ),
        "referral": (
            "The violations that continue justify international concern and a response: censure,"
            " and sanctions."
        ),
        "suggested_measures": [Suggestion.SANCTIONS, Suggestion.CENSURE],
    },
    actors=(
        {
            "name": "Government of Iraq",
            "kind": ActorKind.STATE,
            "part": Part.DUTY_BEARER,
            "note": "Violates human rights (para 52).",
        },
    ),
)

IRAQ_2007 = Case(
    name="Iraq, 2007",
    area="Centre and north above all",
    territories=("IQ",),
    as_of=SPEECH_DAY,
    paragraphs="paras 13, 53",
    answers={
        "crimes": [Crime.ETHNIC_CLEANSING, Crime.GENOCIDE],
        "time_test": TimeTest.CAPABLE,
        "grave": True,
        "gravity": (
            "What is feared would be on a larger scale than what the Balkans saw, and beyond what"
            " the government could control. Nobody could stand aside with a clear conscience."
        ),
        "people_at_risk": "Millions of ordinary people who fear for their lives every day.",
        "feared": (
            "A massive outbreak of violence between communities and between faiths, and ethnic"
            " cleansing."
        ),
        "state_response": StateResponse.UNABLE,
        "state_response_note": "It could not control what is feared.",
        "trend": Trend.DETERIORATING,
        "outcome": Outcome.REGISTERED,
        "public_reason": (
            "There is every reason to fear that things, bad as they are, get rapidly worse, above"
            " all if foreign forces leave the centre and the north in haste."
        ),
        "suggested_measures": [Suggestion.STATE_CAPACITY, Suggestion.MEDIATION],
    },
    populations=(
        {
            "name": "Ordinary people of Iraq",
            "where": "The centre and the north above all",
            "feared": "They fear for their lives every day (para 13).",
        },
        {
            "name": "Those who were driven from their homes",
            "basis": [GroupBasis.DISPLACED],
            "qualifier": Qualifier.MORE_THAN,
            "best": 3_000_000,
            "paragraphs": "para 13",
        },
    ),
    areas=(
        {"name": "Centre of Iraq", "danger": Danger.WORST},
        {"name": "North of Iraq", "danger": Danger.WORST},
        {
            "name": "South of Iraq",
            "danger": Danger.LESS,
            "note": "There is less to be said for foreign forces to stay there (para 53).",
        },
    ),
    triggers=(
        {
            "name": "A hasty withdrawal of foreign forces from the centre and the north",
            "effect": (
                "Violence between communities and between faiths, and ethnic cleansing, beyond what"
                " the government could control (para 53)."
            ),
        },
    ),
    ratings=(
        {
            "factor": 1,
            "rating": Rating.HIGH,
            "words": "About a thousand people die violently every month (para 13).",
            "indicators": [1],
            "place": 2,
        },
        {
            "factor": 3,
            "rating": Rating.HIGH,
            "words": "What is feared would be beyond the control of the government (para 53).",
            "place": 3,
        },
        {
            "factor": 8,
            "rating": Rating.HIGH,
            "trend": FactorTrend.RISING,
            "words": "The debate is only about how fast foreign forces can leave (para 13).",
            "place": 1,
        },
        {
            "factor": 9,
            "rating": Rating.HIGH,
            "words": "Violence between communities and between faiths is to be feared (para 53).",
            "place": 4,
        },
    ),
    figures=(
        {
            "kind": FigureKind.DISPLACED,
            "qualifier": Qualifier.MORE_THAN,
            "best": 3_000_000,
            "period": "up to August 2007",
            "paragraphs": "para 13",
        },
        {
            "kind": FigureKind.KILLED,
            "qualifier": Qualifier.ABOUT,
            "best": 1_000,
            "period": "each month",
            "paragraphs": "para 13",
        },
    ),
    actors=(
        {
            "name": "Government of Iraq",
            "kind": ActorKind.STATE,
            "part": Part.DUTY_BEARER,
            "note": "What is feared is beyond its control (para 53).",
        },
        {
            "name": "Foreign forces",
            "kind": ActorKind.INTERNATIONAL,
            "part": Part.PROTECTOR,
            "note": "Their hasty leaving is what could set it off (para 53).",
        },
    ),
    brief=CaseBrief(
        title="Iraq: plan for the people before the forces leave",
        standfirst=(
            "The debate is about how fast foreign forces can go. It should begin with those who"
            " would be left: millions of ordinary people who fear for their lives every day."
        ),
        body=(
            "## What is feared\n\n"
            "If foreign forces leave the centre and the north in haste, violence between"
            " communities can grow beyond what the government is able to control.\n\n"
            "## What follows\n\n"
            "How and when forces leave is for others to say. That the people are protected when"
            " they do has to be planned first, with the government whose duty it is."
        ),
        recommendations=(
            {
                "addressee": "Government of Iraq",
                "is_territorial_state": True,
                "text": "Say how each community will be protected, and by whom it trusts.",
                "rung": Rung.STRUCTURAL,
            },
            {
                "addressee": "States with forces in Iraq",
                "is_territorial_state": False,
                "text": "Agree with the government on the protection of civilians before leaving.",
                "rung": Rung.DIPLOMACY,
            },
        ),
    ),
)
