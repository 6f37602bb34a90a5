"""The words of the field: every list that an assessment, a measure or a figure chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Crime(models.TextChoices):
    """The four crimes of the World Summit; the list is closed. (Evans 2007, paras 34-35)"""

    GENOCIDE = "genocide", _("genocide")
    WAR_CRIMES = "war_crimes", _("war crimes")
    ETHNIC_CLEANSING = "ethnic_cleansing", _("ethnic cleansing")
    CRIMES_AGAINST_HUMANITY = "crimes_against_humanity", _("crimes against humanity")


class TimeTest(models.TextChoices):
    """When the crimes happen. Only the first three can make an R2P situation. (paras 50, 52)"""

    OCCURRING = "occurring", _("are occurring")
    IMMINENT = "imminent", _("appear to be imminent")
    CAPABLE = "capable_of_deteriorating", _("could come about if nothing is done to prevent it")
    PAST_ONLY = "past_only", _("lie in the past only")
    NONE = "none", _("neither happen nor are to be feared")


REGISTERING_TIMES = (TimeTest.OCCURRING, TimeTest.IMMINENT, TimeTest.CAPABLE)


class Level(models.TextChoices):
    """What the time test means for the register. Never typed by hand. (D2; para 50)"""

    CURRENT_CRISIS = "current_crisis", _("Current crisis")
    IMMINENT_RISK = "imminent_risk", _("Imminent risk")
    SERIOUS_CONCERN = "serious_concern", _("Serious concern")


LEVEL_OF = {
    TimeTest.OCCURRING: Level.CURRENT_CRISIS,
    TimeTest.IMMINENT: Level.IMMINENT_RISK,
    TimeTest.CAPABLE: Level.SERIOUS_CONCERN,
}


class Standing(models.IntegerChoices):
    """The place in the register, the gravest first. PostgreSQL keeps it in step (migrations)."""

    CURRENT_CRISIS = 0, _("Current crisis")
    IMMINENT_RISK = 1, _("Imminent risk")
    SERIOUS_CONCERN = 2, _("Serious concern")
    NOT_REGISTERED = 3, _("not R2P")
    MONITORING_ENDED = 4, _("monitoring ended")
    ARCHIVED = 5, _("archived")
    PROPOSED = 9, _("proposed")

    @property
    def level(self) -> str:
        """The level that it stands for; empty for what is not registered as R2P."""
        return self.name.lower() if self <= Standing.SERIOUS_CONCERN else ""


class Outcome(models.TextChoices):
    REGISTERED = "registered", _("registered as R2P")
    NOT_REGISTERED = "not_registered", _("not R2P")


class Exclusion(models.TextChoices):
    """Why something is not R2P. (D4; paras 50-54)"""

    PAST_ONLY = "past_only", _("past crimes only")
    HUMAN_RIGHTS_CONCERN = (
        "human_rights_concern",
        _("human rights violations of another scale"),
    )
    INTERNAL_CONFLICT_ONLY = "internal_conflict_only", _("internal conflict alone")
    HIV_AIDS = "hiv_aids", _("HIV/AIDS")
    CLIMATE_CHANGE = "climate_change", _("climate change")
    NUCLEAR_PROLIFERATION = "nuclear_proliferation", _("nuclear proliferation")
    SMALL_ARMS = "small_arms", _("small arms")
    NATURAL_DISASTER = "natural_disaster", _("natural disaster")


class StateResponse(models.TextChoices):
    """What the State does with its own, primary responsibility. (para 28)"""

    PROTECTING = "protecting", _("protecting its people")
    UNABLE = "unable", _("unable to protect them")
    UNWILLING = "unwilling", _("unwilling to protect them")
    PERPETRATING = "perpetrating", _("taking part in the crimes")
    CONTESTED = "contested", _("contested")
    UNKNOWN = "unknown", _("not known")


class Trend(models.TextChoices):
    DETERIORATING = "deteriorating", _("deteriorating")
    UNCHANGED = "unchanged", _("unchanged")
    IMPROVING = "improving", _("improving")


class Outlook(models.TextChoices):
    """What the coming weeks may bring: either, both or neither."""

    CONFLICT_RISK = "conflict_risk", _("risk of more violence")
    RESOLUTION_OPPORTUNITY = "resolution_opportunity", _("chance of a settlement")


class ProofStandard(models.TextChoices):
    """How sure one must be to say so. Fact-finding bodies commonly use the second."""

    REASONABLE_SUSPICION = "reasonable_suspicion", _("reasonable suspicion")
    REASONABLE_GROUNDS = "reasonable_grounds", _("reasonable grounds to believe")
    BALANCE = "balance_of_probabilities", _("balance of probabilities")
    BEYOND_DOUBT = "beyond_reasonable_doubt", _("beyond reasonable doubt")


class Rung(models.IntegerChoices):
    """The graduated menu, from the persuasive to the coercive. (D7; paras 29, 54-63)"""

    STRUCTURAL = 0, _("structural prevention")
    DIPLOMACY = 1, _("mediation and diplomacy")
    PRESSURE = 2, _("political pressure")
    LEGAL = 3, _("legal measures")
    ECONOMIC = 4, _("economic measures")
    CIVILIAN = 5, _("civilian deployment")
    MILITARY_CONSENT = 6, _("military protection with consent")
    MILITARY_NO_CONSENT = 7, _("military action without consent")


class Phase(models.TextChoices):
    """The continuum of the responsibility. (para 29)"""

    PREVENT = "prevent", _("Prevent")
    REACT = "react", _("React")
    REBUILD = "rebuild", _("Rebuild")


class Suggestion(models.TextChoices):
    """Measures that an assessment can suggest, up the rungs. (paras 51-52, 55, 58-63)

    Force without consent is not among them: asking for it needs a worksheet of its own (D8).
    """

    STATE_CAPACITY = "state_capacity", _("help the State to protect its people")
    GRIEVANCES = "grievances", _("remedy grievances")
    RULE_OF_LAW = "rule_of_law", _("ensure the rule of law")
    MEDIATION = "mediation", _("mediation")
    ADVOCACY = "advocacy", _("analysis and advocacy")
    CENSURE = "censure", _("censure")
    POLITICAL_PRESSURE = "political_pressure", _("political pressure")
    ISOLATION = "isolation", _("diplomatic isolation")
    PROSECUTION = "prosecution", _("threat of prosecution")
    COURT = "court", _("referral to the International Criminal Court")
    SANCTIONS = "sanctions", _("sanctions")
    SANCTIONS_MONITORING = "sanctions_monitoring", _("professional monitoring of sanctions")
    POLICE = "police", _("police and other civilians on the ground")
    PROTECTION_FORCE = "protection_force", _("a protection force with the State’s consent")


RUNG_OF = {
    Suggestion.STATE_CAPACITY: Rung.STRUCTURAL,
    Suggestion.GRIEVANCES: Rung.STRUCTURAL,
    Suggestion.RULE_OF_LAW: Rung.STRUCTURAL,
    Suggestion.MEDIATION: Rung.DIPLOMACY,
    Suggestion.ADVOCACY: Rung.DIPLOMACY,
    Suggestion.CENSURE: Rung.PRESSURE,
    Suggestion.POLITICAL_PRESSURE: Rung.PRESSURE,
    Suggestion.ISOLATION: Rung.PRESSURE,
    Suggestion.PROSECUTION: Rung.LEGAL,
    Suggestion.COURT: Rung.LEGAL,
    Suggestion.SANCTIONS: Rung.ECONOMIC,
    Suggestion.SANCTIONS_MONITORING: Rung.ECONOMIC,
    Suggestion.POLICE: Rung.CIVILIAN,
    Suggestion.PROTECTION_FORCE: Rung.MILITARY_CONSENT,
}


class Step(models.TextChoices):
    """The screening, question by question: the three tests first, one after the other."""

    SUBJECT = "subject", _("Which crimes")
    TIME = "time", _("When")
    GRAVITY = "gravity", _("How grave")
    PEOPLE = "people", _("Who is at risk")
    RESPONSE = "response", _("The State")
    FACTS = "facts", _("Actors and figures")
    RISK = "risk", _("Risk profile")
    CONCLUSION = "conclusion", _("Conclusion")


class FigureKind(models.TextChoices):
    DEAD = "dead", _("dead")
    KILLED = "killed", _("killed")
    DISPLACED = "displaced", _("displaced")
    INJURED = "injured", _("injured")
    DETAINED = "detained", _("detained")
    MISSING = "missing", _("missing")
    IN_NEED = "in_need", _("in need of help")


class Qualifier(models.TextChoices):
    """How the source itself hedges its number. It is never dropped. (D6)"""

    EXACTLY = "exactly", _("exactly")
    ABOUT = "about", _("about")
    MORE_THAN = "more_than", _("more than")
    AT_LEAST = "at_least", _("at least")
    FEWER_THAN = "fewer_than", _("fewer than")
    UP_TO = "up_to", _("up to")


class ActorKind(models.TextChoices):
    STATE = "state", _("State")
    NON_STATE = "non_state", _("non-State group")
    REGIONAL = "regional", _("regional organisation")
    INTERNATIONAL = "international", _("international organisation")
    CIVIL_SOCIETY = "civil_society", _("civil society")
    PERSON = "person", _("person")


class Part(models.TextChoices):
    """What an actor does in the situation; one actor can have several parts. (D6; para 12)"""

    ALLEGED_PERPETRATOR = "alleged_perpetrator", _("alleged perpetrator")
    DUTY_BEARER = "duty_bearer", _("bears the primary responsibility to protect")
    PARTY = "party", _("party to the conflict")
    BYSTANDER = "bystander", _("stands by")
    PROTECTOR = "protector", _("protects")
    MEDIATOR = "mediator", _("mediates")


class GroupBasis(models.TextChoices):
    """What the people at risk are singled out for; several can come together."""

    ETHNIC = "ethnic", _("ethnic group")
    RELIGIOUS = "religious", _("religion")
    NATIONAL = "national", _("nationality")
    POLITICAL = "political", _("political views")
    INDIGENOUS = "indigenous", _("indigenous people")
    DISPLACED = "displaced", _("people driven from their homes")
    WOMEN = "women", _("women and girls")
    CHILDREN = "children", _("children")
    WORK = "work", _("their work")
    PLACE = "place", _("where they live")
    OTHER = "other", _("something else")


class Danger(models.TextChoices):
    """How an area stands beside the rest of the territory. (para 53)"""

    WORST = "worst", _("worse than elsewhere")
    AT_RISK = "at_risk", _("at risk")
    LESS = "less", _("less than elsewhere")


class FactorKind(models.TextChoices):
    """Risk factors common to all the crimes, and those of one."""

    COMMON = "common", _("common to all the crimes")
    SPECIFIC = "specific", _("specific to one crime")


class Rating(models.TextChoices):
    """How far a risk factor is there. Ratings stand side by side and are never added up. (D3)"""

    ABSENT = "absent", _("absent")
    LOW = "low", _("low")
    MODERATE = "moderate", _("moderate")
    HIGH = "high", _("high")
    UNKNOWN = "unknown", _("not known")


class Ill(models.TextChoices):
    """Ills that never make an R2P situation by themselves, and can play into a risk. (para 54)"""

    HIV_AIDS = "hiv_aids", _("HIV/AIDS")
    CLIMATE_CHANGE = "climate_change", _("climate change")
    NUCLEAR_PROLIFERATION = "nuclear_proliferation", _("nuclear proliferation")
    SMALL_ARMS = "small_arms", _("small arms")
    NATURAL_DISASTER = "natural_disaster", _("natural disaster")


# How far the bar of a rating reaches; what is not known has none. It is drawn, never counted.
GRADE = {Rating.ABSENT: 0, Rating.LOW: 1, Rating.MODERATE: 2, Rating.HIGH: 3}
PRESENT = (Rating.LOW, Rating.MODERATE, Rating.HIGH)


class FactorTrend(models.TextChoices):
    RISING = "rising", _("rising")
    STEADY = "steady", _("steady")
    FALLING = "falling", _("falling")


# What stands for the words where there is no room for them, with a key beside it.
ARROW = {FactorTrend.RISING: "↗", FactorTrend.STEADY: "→", FactorTrend.FALLING: "↘"}


class Consent(models.TextChoices):
    GIVEN = "given", _("the State consented")
    WITHHELD = "withheld", _("without the State’s consent")
    NOT_NEEDED = "not_needed", _("no consent needed")
    UNKNOWN = "unknown", _("not stated")


class Legality(models.TextChoices):
    """Authority of the Security Council, shown apart from legitimacy and from quality. (para 30)"""

    AUTHORISED = "authorised", _("authorised by the Security Council")
    BLOCKED = "blocked", _("not authorised: blocked by a threatened veto")
    NOT_AUTHORISED = "not_authorised", _("not authorised")
    NOT_NEEDED = "not_needed", _("no authority needed")
    UNKNOWN = "unknown", _("not stated")


class Quality(models.TextChoices):
    """How a measure turned out, in the words of the address. (paras 10-11)"""

    EFFECTIVE = "effective", _("effective")
    INCOMPLETE = "incomplete", _("incomplete")
    ERRATIC = "erratic", _("erratic")
    COUNTERPRODUCTIVE = "counterproductive", _("counter-productive")
    DEFAULT = "default", _("did not come when it was due")
    OPEN = "open", _("too early to say")
