"""Darfur as of August 2007."""

from situations.models.choices import (
    ActorKind,
    Consent,
    Crime,
    Danger,
    FigureKind,
    GroupBasis,
    Legality,
    Outcome,
    Part,
    Phase,
    ProofStandard,
    Qualifier,
    Quality,
    Rating,
    Rung,
    StateResponse,
    Suggestion,
    TimeTest,
    Trend,
)

from .case import SPEECH_DAY, Case, CaseBrief

DARFUR = Case(
    name="Darfur",
    area="Western Sudan",
    territories=("SD",),
    as_of=SPEECH_DAY,
    paragraphs="paras 12, 39, 56, 63",
    answers={
        "crimes": [Crime.CRIMES_AGAINST_HUMANITY, Crime.WAR_CRIMES],
        "contested_labels": (
            "“Arab against African” does not fit easily, and neither does “genocide”. The"
            " government points to rebel groups, who had a part in starting the war and keep it"
            " going."
        ),
        "time_test": TimeTest.OCCURRING,
        "grave": True,
        "gravity": (
            "People are killed on a large scale, villages are burnt, women are raped, and"
            " the suffering of millions goes on without an end in sight."
        ),
        "scale": "Since 2003, across a whole region.",
        "people_at_risk": (
            "Villagers of Darfur and the people who fled from their villages: families who lost"
            " their homes to fire and live in want, women in fear of rape."
        ),
        "feared": "That the killing, the burning and the rape go on as they have since 2003.",
        "state_response": StateResponse.PERPETRATING,
        "state_response_note": (
            "The government answered a rebellion out of all measure. Whether by incapacity or by"
            " ill will, it does not protect the people of Darfur."
        ),
        "trend": Trend.UNCHANGED,
        "standard_of_proof": ProofStandard.REASONABLE_GROUNDS,
        "outcome": Outcome.REGISTERED,
        "public_reason": (
            "Large-scale killing, village burning and rape have gone on since 2003 and go on now."
            " Nobody has stopped them: not the government, whose duty it is, nor the African"
            " Union, nor the wider world. Force against the government’s will has rightly not been"
            " used so far: it could wreck the relief effort in the west and the fragile peace"
            " between north and south. The responsibility takes other forms, above all lasting"
            " diplomatic, economic and legal pressure that changes what the rulers reckon to gain."
        ),
        "suggested_measures": [
            Suggestion.PROTECTION_FORCE,
            Suggestion.SANCTIONS,
            Suggestion.PROSECUTION,
            Suggestion.POLITICAL_PRESSURE,
        ],
    },
    populations=(
        {
            "name": "Villagers of Darfur",
            "basis": [GroupBasis.PLACE],
            "where": "Villages all over Darfur",
            "feared": "Killing on a large scale, and villages burnt down (para 12).",
        },
        {
            "name": "Women in Darfur",
            "basis": [GroupBasis.WOMEN],
            "feared": "Rape (para 12).",
        },
        {
            "name": "Those who fled",
            "basis": [GroupBasis.DISPLACED],
            "feared": "Want without end (para 12).",
            "qualifier": Qualifier.ABOUT,
            "best": 2_500_000,
            "paragraphs": "para 12",
        },
    ),
    areas=({"name": "Darfur, in the west of Sudan", "danger": Danger.WORST},),
    ratings=(
        {
            "factor": 1,
            "rating": Rating.HIGH,
            "words": "A war between the government and rebels, since 2003 (para 12).",
            "indicators": [1],
            "place": 3,
        },
        {
            "factor": 2,
            "rating": Rating.HIGH,
            "words": "More than four years of killing, burning and rape (para 12).",
            "place": 4,
        },
        {
            "factor": 6,
            "rating": Rating.HIGH,
            "words": "Neither the African Union nor the wider world has stopped it (para 12).",
            "indicators": [9],
            "place": 5,
        },
        {
            "factor": 9,
            "rating": Rating.UNKNOWN,
            "words": "“Arab against African” does not fit easily (para 12).",
        },
        {
            "factor": 10,
            "rating": Rating.UNKNOWN,
            "words": "Whether “genocide” fits is disputed (para 12).",
        },
        {
            "factor": 11,
            "rating": Rating.HIGH,
            "words": "Villages burnt, people killed on a large scale, women raped (para 12).",
            "place": 1,
        },
        {
            "factor": 13,
            "rating": Rating.HIGH,
            "words": "The war of both sides does not spare villagers (para 12).",
            "place": 2,
        },
    ),
    figures=(
        {
            "kind": FigureKind.DEAD,
            "qualifier": Qualifier.MORE_THAN,
            "best": 200_000,
            "period": "2003–2007",
            "paragraphs": "para 12",
        },
        {
            "kind": FigureKind.DISPLACED,
            "qualifier": Qualifier.ABOUT,
            "best": 2_500_000,
            "period": "2003–2007",
            "paragraphs": "para 12",
        },
    ),
    actors=(
        {
            "name": "Government of Sudan",
            "kind": ActorKind.STATE,
            "part": Part.DUTY_BEARER,
            "note": "Unable or unwilling to protect the people of Darfur (para 56).",
        },
        {
            "name": "Government of Sudan",
            "kind": ActorKind.STATE,
            "part": Part.ALLEGED_PERPETRATOR,
            "note": "An overreaction of the worst kind (para 12).",
        },
        {
            "name": "Rebel groups",
            "kind": ActorKind.NON_STATE,
            "part": Part.PARTY,
            "note": "Had a part in starting the conflict and keep it going (para 12).",
        },
    ),
    measures=(
        {
            "rung": Rung.PRESSURE,
            "phase": Phase.REACT,
            "what": "Resolution 1706 applies the responsibility to protect to Darfur",
            "who": "Security Council of the United Nations",
            "when": "31 August 2006",
            "consent": Consent.NOT_NEEDED,
            "legality": Legality.AUTHORISED,
            "quality": Quality.OPEN,
            "paragraphs": "para 39",
        },
        {
            "rung": Rung.MILITARY_CONSENT,
            "phase": Phase.REACT,
            "what": "Limited forces sent to protect people, with the government’s consent",
            "who": "Countries that sent troops",
            "when": "By August 2007",
            "consent": Consent.GIVEN,
            "legality": Legality.UNKNOWN,
            "quality": Quality.INCOMPLETE,
            "paragraphs": "para 63",
        },
    ),
    brief=CaseBrief(
        title="Darfur: pressure that changes the reckoning",
        standfirst=(
            "Killing, burning and rape go on in Darfur after more than four years. Diplomatic,"
            " economic and legal pressure, kept up together, can change what the rulers in"
            " Khartoum reckon to gain by it."
        ),
        body=(
            "## What happens\n\n"
            "Villages are burnt, women are raped and people are killed on a large scale. The"
            " government’s answer to a rebellion went out of all measure; rebel groups helped to"
            " start the war and keep it going. Names for it are contested, and nobody needs to"
            " settle them before acting.\n\n"
            "## What the State owes\n\n"
            "The first responsibility for these people is Sudan’s. It is not met, by incapacity or"
            " by ill will, and so a second one falls on the wider world.\n\n"
            "## What can be done\n\n"
            "Military action against the government’s will would do more harm than good: it would"
            " endanger a vast relief effort in the west and a fragile peace between north and"
            " south. That leaves a great deal:\n\n"
            "- diplomacy that does not tire,\n"
            "- sanctions that are thought through and watched over by professionals,\n"
            "- the prospect of prosecution,\n"
            "- protection forces to which the government consents."
        ),
        recommendations=(
            {
                "addressee": "Government of Sudan",
                "is_territorial_state": True,
                "text": (
                    "Stop attacks on villages, and let the forces that protect people move freely."
                ),
                "rung": Rung.STRUCTURAL,
            },
            {
                "addressee": "African Union",
                "is_territorial_state": False,
                "text": "Keep the parties at the table, and say in public who leaves it.",
                "rung": Rung.DIPLOMACY,
            },
            {
                "addressee": "Members of the Security Council",
                "is_territorial_state": False,
                "text": (
                    "Agree on sanctions against those who decide on the attacks, with a"
                    " professional body that watches how they work."
                ),
                "rung": Rung.ECONOMIC,
            },
        ),
    ),
)
