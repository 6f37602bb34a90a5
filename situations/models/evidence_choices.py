"""The words of evidence: kinds of act, how exactly a place and a day are known, how good it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """What was done to people, in plain words; an incident can hold several acts. (D6)"""

    KILLING = "killing", _("killing")
    INJURY = "injury", _("wounding")
    SEXUAL_VIOLENCE = "sexual_violence", _("sexual violence")
    TORTURE = "torture", _("torture or cruel treatment")
    DISAPPEARANCE = "disappearance", _("abduction or enforced disappearance")
    DETENTION = "detention", _("arbitrary detention")
    DISPLACEMENT = "displacement", _("driving people out")
    DESTRUCTION = "destruction", _("destruction or looting of homes and goods")
    STARVATION = "starvation", _("keeping people from food, water or aid")
    PROTECTED_PLACE = "protected_place", _("attack on a hospital, school or place of worship")
    AID_WORKERS = "aid_workers", _("attack on aid workers or peacekeepers")
    CHILD_SOLDIERS = "child_soldiers", _("recruitment of children")
    INCITEMENT = "incitement", _("incitement to violence")
    FIGHTING = "fighting", _("fighting between armed groups")
    UNREST = "unrest", _("protest or riot met with force")
    OTHER = "other", _("another act")


class Violence(models.TextChoices):
    """Who fights whom, as data sets on conflicts tell it apart."""

    STATE_BASED = "state_based", _("with a State as a party")
    NON_STATE = "non_state", _("between groups that are no State")
    ONE_SIDED = "one_sided", _("against civilians")


class DatePrecision(models.TextChoices):
    """How exactly the time is known, from the finest to the coarsest."""

    DAY = "day", _("the day")
    DAYS = "days", _("a few days")
    WEEK = "week", _("the week")
    MONTH = "month", _("the month")
    YEAR = "year", _("the year, or a longer time")


class PlacePrecision(models.TextChoices):
    """How exactly the place is known, from the finest to the coarsest."""

    EXACT = "exact", _("the place itself")
    NEAR = "near", _("near a known place")
    DISTRICT = "district", _("the district")
    AREA = "area", _("an area or a stretch of road")
    PROVINCE = "province", _("the province")
    COUNTRY = "country", _("the country")
    UNKNOWN = "unknown", _("not on land, or not known")


class ShownDate(models.TextChoices):
    """How much of the time the public is shown."""

    YEAR = "year", _("the year")
    MONTH = "month", _("the month")
    DAY = "day", _("the day, if it is known")


class ShownPlace(models.TextChoices):
    """How much of the place the public is shown."""

    COUNTRY = "country", _("the country only")
    PROVINCE = "province", _("the province, and a wide area on maps")
    DISTRICT = "district", _("the district, and a small area on maps")
    EXACT = "exact", _("the place itself, if it is known")


class Reliability(models.TextChoices):
    """How far a source can be relied upon, whatever it says this time. (Admiralty code)"""

    A = "A", _("completely reliable")
    B = "B", _("usually reliable")
    C = "C", _("fairly reliable")
    D = "D", _("not usually reliable")
    E = "E", _("unreliable")
    F = "F", _("reliability cannot be judged")


class Credibility(models.IntegerChoices):
    """How likely a piece of information is true, whoever says it. (Admiralty code)"""

    CONFIRMED = 1, _("confirmed by other sources")
    PROBABLE = 2, _("probably true")
    POSSIBLE = 3, _("possibly true")
    DOUBTFUL = 4, _("doubtful")
    IMPROBABLE = 5, _("improbable")
    UNJUDGED = 6, _("truth cannot be judged")


class SourceKind(models.TextChoices):
    WITNESS = "witness", _("witness")
    OWN_STAFF = "own_staff", _("the organisation’s own people")
    CIVIL_SOCIETY = "civil_society", _("civil society")
    MEDIA = "media", _("news media")
    OFFICIAL = "official", _("government or army")
    INTERNATIONAL = "international", _("international organisation")
    ONLINE = "online", _("account or channel on the internet")
    DATASET = "dataset", _("data set")


class CustodyDeed(models.TextChoices):
    """What was done with a piece of evidence. The log of it is only ever added to."""

    RECEIVED = "received", _("received and sealed")
    OPENED = "opened", _("original opened")
    WHOLE = "whole", _("original found unchanged")
    BROKEN = "broken", _("ORIGINAL FOUND CHANGED OR MISSING")
    CLEANED = "cleaned", _("public copy made, without what the file says of itself")
    SHOWN = "shown", _("public copy approved for the public")
    HIDDEN = "hidden", _("public copy taken back")
    GRADED = "graded", _("graded anew")
    MOVED = "moved", _("moved to another incident")
    SET_ASIDE = "set_aside", _("set aside")


class Use(models.TextChoices):
    """What a witness agrees to, one by one. A new use takes a new consent. (D12)"""

    INTERNAL = "internal", _("our own work, seen by nobody else")
    REGISTER = "register", _("public pages of the register and their data files")
    BRIEF_PRIVATE = "brief_private", _("briefs that only officials get")
    BRIEF_PUBLIC = "brief_public", _("briefs that everybody can read")
    CAMPAIGN = "campaign", _("campaigns and petitions")
    COURT = "court", _("courts and inquiries")
    UNITED_NATIONS = "united_nations", _("bodies of the United Nations")


PUBLIC_USES = (Use.REGISTER, Use.BRIEF_PUBLIC, Use.CAMPAIGN)


class ConsentForm(models.TextChoices):
    SPOKEN = "spoken", _("spoken, before somebody")
    WRITTEN = "written", _("written")
    RECORDED = "recorded", _("recorded")


class Dataset(models.TextChoices):
    """Whose file an incident came from."""

    UCDP_GED = "ucdp_ged", _("UCDP Georeferenced Event Dataset")
    ACLED = "acled", _("ACLED")
