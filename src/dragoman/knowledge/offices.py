"""Offices: what they are called, which sector their holder counts under, and which noun phrases mean them."""

from __future__ import annotations

from typing import NamedTuple


class Office(NamedTuple):
    """An office of a state: its English title, its sector and secondary sectors, the body its holder acts for."""

    title: str
    sector: str = "GOV"
    other: tuple[str, ...] = ()


OFFICES: dict[str, Office] = {
    "president": Office("president"),
    "vice-president": Office("vice president"),
    "prime-minister": Office("prime minister"),
    "prime-minister-east": Office("prime minister of the eastern government"),
    "council-president": Office("president of the Council of Ministers"),
    "monarch": Office("monarch"),
    "crown-prince": Office("crown prince"),
    "supreme-leader": Office("supreme leader"),
    "junta-leader": Office("junta leader", "GOV", ("MIL",)),
    "foreign-minister": Office("foreign minister"),
    "defence-minister": Office("defence minister"),
    "interior-minister": Office("interior minister"),
    "security-minister": Office("security minister"),
    "finance-minister": Office("finance minister"),
    "justice-minister": Office("justice minister"),
    "spokesperson": Office("government spokesperson"),
    "foreign-ministry-spokesperson": Office("foreign ministry spokesperson"),
    "army-chief": Office("army chief", "MIL"),
    "speaker": Office("speaker of parliament", "LEG"),
    "opposition-leader": Office("opposition leader", "PTY", ("OPP",)),
    "ambassador": Office("ambassador"),
    "un-ambassador": Office("ambassador to the United Nations"),
    "envoy": Office("envoy"),
    "national-security-adviser": Office("national security adviser"),
    "religious-leader": Office("religious leader", "REL"),
    "activist": Office("activist", "SOC"),
    "business-leader": Office("business leader", "BUS"),
    "regional-leader": Office("regional leader"),
    "rebel-leader": Office("rebel leader", "REB"),
    "transition-council-member": Office("member of the transitional council", "LEG"),
    "intelligence-chief": Office("intelligence chief", "SPY"),
    "party-official": Office("party official", "GOV", ("PTY",)),
    "member-of-congress": Office("member of Congress", "LEG"),
    "leader-of-the-house": Office("leader of the House of Commons"),
    "governor-general": Office("governor-general"),
    "nuclear-agency-chief": Office("head of the atomic energy agency"),
    "security-council-deputy": Office("deputy head of the Security Council"),
    "prosecutor": Office("prosecutor", "JUD"),
    "judge": Office("judge", "JUD"),
}

# A title may stand for several offices: whoever leads the state is looked for in this order.
STANDS_FOR: dict[str, tuple[str, ...]] = {
    "head-of-state": ("monarch", "president", "junta-leader"),
    "president": ("president", "council-president"),
    "junta-leader": ("junta-leader", "president"),
    "prime-minister": ("prime-minister", "council-president"),
    "monarch": ("monarch",),
    "head-of-organisation": ("head", "commission-head", "secretary-general", "leader", "president", "chair"),
}

# "chef de l'opposition", "head of the army": a leading noun and the body it leads → office.
LEADS: dict[str, str] = {
    "opposition": "opposition-leader",
    "army": "army-chief",
    "junta": "junta-leader",
    "government": "prime-minister",
    "foreign-ministry": "foreign-minister",
    "defence-ministry": "defence-minister",
    "interior-ministry": "interior-minister",
    "parliament": "speaker",
}

# Seats and ministries whose head is an office's holder: "le locataire de l'Élysée", "the Pentagon chief".
SEATS: dict[str, str] = {
    **dict.fromkeys(("elysee", "elysee palace", "white house", "maison blanche", "oval office", "kremlin", "koulouba",
                     "palais de koulouba", "kosyam", "palais de kosyam", "aso rock", "el mouradia", "carthage",
                     "palais de carthage", "blue house", "casa rosada", "planalto", "miraflores", "bankova"), "president"),
    **dict.fromkeys(("matignon", "downing street", "10 downing street", "palais chigi"), "prime-minister"),
    **dict.fromkeys(("quai d orsay", "foggy bottom", "foreign office", "farnesina", "state-department"), "foreign-minister"),
    **dict.fromkeys(("hotel de brienne", "pentagon"), "defence-minister"),
    **dict.fromkeys(("place beauvau", "dhs"), "interior-minister"),
    "us-treasury": "finance-minister", "us-justice": "justice-minister",
}  # fmt: skip

# Sector → the state's body that has a row in the tables.
BODY: dict[str, str] = {"GOV": "gov", "MIL": "mil", "COP": "cop", "LEG": "leg", "JUD": "jud", "SPY": "spy"}


def office_of(key: str) -> Office:
    """The office of a key; one that the list lacks ("reconciliation-minister") is named by its key, in government."""
    return OFFICES.get(key) or Office(key.replace("-", " "))
