"""The rows of risk factors and indicators: labels of our own for the Framework's numbering.

Indicators are there for the factors whose numbering we are sure of; the rest is for whoever checks
A/70/741-S/2016/71 line by line. A rating needs none of them.
"""

from django.utils.translation import gettext_noop as _

COMMON = "common"
SPECIFIC = "specific"

# (number, kind, crime, label, in our words)
FACTORS = (
    (
        1,
        COMMON,
        "",
        _("Conflict and instability"),
        _("War, unrest or crisis puts State and society under stress."),
    ),
    (
        2,
        COMMON,
        "",
        _("A record of grave violations"),
        _("Grave violations happened before, above all if nobody answered for them."),
    ),
    (
        3,
        COMMON,
        "",
        _("Weak State structures"),
        _("Courts, police and oversight are too weak to protect people."),
    ),
    (
        4,
        COMMON,
        "",
        _("Motives and incentives"),
        _("Somebody stands to gain by it, or believes so: power, land, money, revenge."),
    ),
    (
        5,
        COMMON,
        "",
        _("Capacity for the crimes"),
        _("Those who might do it have the people, the arms and the means."),
    ),
    (
        6,
        COMMON,
        "",
        _("Little that holds it back"),
        _("What could check it is missing: civil society, media, neighbours, watchers."),
    ),
    (
        7,
        COMMON,
        "",
        _("Preparations"),
        _("Steps are taken that make it possible, from lists to arms and hate speech."),
    ),
    (
        8,
        COMMON,
        "",
        _("Triggering events"),
        _("Something, even far away, could set it off at short notice."),
    ),
    (
        9,
        SPECIFIC,
        "genocide",
        _("Tension between groups"),
        _("Groups live apart in rights or in fear; discrimination follows a pattern."),
    ),
    (
        10,
        SPECIFIC,
        "genocide",
        _("Intent to destroy a group"),
        _("Words or deeds point to a will to destroy a group as such, in whole or in part."),
    ),
    (
        11,
        SPECIFIC,
        "crimes_against_humanity",
        _("Widespread attack on civilians"),
        _("Violence against civilians grows in number, reach or organisation."),
    ),
    (
        12,
        SPECIFIC,
        "crimes_against_humanity",
        _("A plan to attack civilians"),
        _("A State or a group pursues attacks on civilians as a policy."),
    ),
    (
        13,
        SPECIFIC,
        "war_crimes",
        _("Threats to protected people"),
        _("Parties to a war do not spare those whom the law of war protects."),
    ),
    (
        14,
        SPECIFIC,
        "war_crimes",
        _("Threats to aid, peacekeepers"),
        _("Those who bring help or keep the peace are hindered, threatened or attacked."),
    ),
)

# Factor -> its indicators in the Framework's order: 8.1, 8.2 and so on.
INDICATORS = {
    1: (
        _("Armed conflict, within the State or between States"),
        _("A security crisis, such as a broken peace agreement or a war next door"),
        _("A humanitarian emergency"),
        _("An abrupt or irregular change of government"),
        _("Struggles over power, or a growing radical opposition"),
        _("Repression by an autocratic government"),
        _("Scarce resources, or quarrels over them"),
        _("A severe crisis of the economy"),
        _("Deep poverty, mass unemployment or deep inequality"),
        _("Mass protest against the State"),
        _("Exclusion or tension over identity"),
    ),
    2: (
        _("Grave restrictions or violations of rights, now or before, in a pattern"),
        _("Genocide, crimes against humanity or war crimes in the past, or calls for them"),
        _("Impunity or tolerance for such deeds"),
        _("No will to stop violations that are planned, expected or under way"),
        _("Continued support for those accused of them"),
        _("Denial, or one-sided accounts, of what happened"),
        _("Reconciliation missing, or turned into politics"),
        _("Deep mistrust of the State or between groups because nobody answered for it"),
    ),
    3: (
        _("Laws that do not protect enough"),
        _("Courts, police or rights bodies without means, training or representation"),
        _("No independent judiciary"),
        _("No civilian control of the security forces"),
        _("Corruption or bad government"),
        _("No body to oversee them, or to turn to"),
        _("Armed forces or groups untrained in human rights and the law of war"),
        _("Warfare that cannot keep to the law of war"),
        _("No means for reform, from within or abroad"),
        _("Too few means to protect people"),
    ),
    4: (
        _("Political aims: to win or keep power"),
        _("Economic aims: the gain of an elite or a group, or control of resources"),
        _("Military aims: to hold or seize land"),
        _("Other aims, such as making an area of one identity"),
        _("A group seen as a threat, or as disloyal"),
        _("A group taken for the supporters of an armed opposition"),
        _("Ideologies of superiority or of extreme identity"),
        _("Old grievances or impunity turned into politics"),
        _("Wounds of past violence that were never dealt with"),
    ),
    5: (
        _("Personnel, arms and ammunition, or the money for them"),
        _("Means to carry and to distribute them"),
        _("Means to recruit and to mobilise many"),
        _("A habit of obedience and conformity"),
        _("Ties with other armed forces or groups"),
        _("Companies that supply or serve them"),
        _("Support from the rich or the influential at home"),
        _("Support from abroad: arms, money, training"),
    ),
    6: (
        _("Groups at risk without means or allies to protect themselves"),
        _("No strong civil society, no free and varied media"),
        _("No interest by civil society abroad, no way to its media"),
        _("Few or no international bodies on the spot"),
        _("The State outside of organisations that bind their members"),
        _("Few ties with other States"),
        _("Little cooperation with human rights bodies"),
        _("Parties without reason to talk or to give ground"),
        _("States and organisations unwilling to help or to act"),
        _("Neighbours that do not help, close borders or send people back"),
        _("No early warning"),
    ),
    7: (
        _("Emergency laws that wear down basic rights"),
        _("Institutions suspended or re-made to shut a group out"),
        _("Security forces strengthened or turned against a group"),
        _("Arms, or things that serve as arms, bought in quantity"),
        _("Militias set up or backed"),
        _("Communication controlled or cut off"),
        _("Aid workers, media or observers expelled or hampered"),
        _("More attacks on a group’s life and liberty, or new laws against it"),
        _("More grave violence against women and children"),
        _("Living conditions that kill; people gathered, moved or driven out"),
        _("What a group lives by, or holds sacred, destroyed or looted"),
        _("People or their homes marked by group"),
        _("Identity and the past made ever more political"),
        _("Hate speech and propaganda on the rise"),
    ),
    8: (
        _("Security forces deployed at once, or fighting begun"),
        _("War or tension spilling over from a neighbour"),
        _("Steps from abroad that are felt as a threat to sovereignty"),
        _("An abrupt change of government or of a group’s power"),
        _("An attack on a leader or a prominent person, or a terrorist attack"),
        _("A religious event, or an act felt as disrespect of a religion"),
        _("Calls for violence or hate against a group or a person"),
        _("A census, an election, or what goes with them"),
        _("A sudden blow to economy or work"),
        _("Resources found or exploited at the cost of those who live there"),
        _("A day of memory that rouses old hatred"),
        _("Steps to hold people to account that are felt to be unfair"),
    ),
    9: (
        _("Discrimination or segregation of a group, now or before"),
        _("A group, or what makes it one, denied"),
        _("Crimes against the group in the past, unpunished"),
        _("Tension over rights, wealth, a say, security or expression of identity"),
        _("Other tensions that could turn into tensions between such groups"),
        _("Nothing in the country to settle tensions over identity"),
    ),
    10: (
        _("Documents, programmes or media that reveal or suggest such an intent"),
        _("Members of the group killed, fast or slowly, as its members"),
        _("Wide or systematic violence against the group, short of killing it"),
        _("Steps against births in the group, or that take its children away"),
        _("Violence meant to humiliate, frighten or change the group"),
        _("Means of violence that are forbidden or especially harmful"),
        _("Public joy at having the group in hand"),
        _("Its homes, livelihoods or symbols attacked or destroyed"),
    ),
}


def factor_columns() -> list[dict[str, object]]:
    """Return the columns of each row of risk factors."""
    names = ("number", "kind", "crime", "label", "words")
    return [dict(zip(names, row, strict=True)) for row in FACTORS]


def indicator_columns() -> list[dict[str, object]]:
    """Return the columns of each row of risk indicators."""
    return [
        {"factor_id": factor, "position": position, "label": label}
        for factor, labels in INDICATORS.items()
        for position, label in enumerate(labels, start=1)
    ]
