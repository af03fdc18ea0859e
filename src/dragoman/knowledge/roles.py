"""What the role nouns of a mention add up to: a sector, an office, and what they may take from the context."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.knowledge import offices
from dragoman.knowledge.actor_tables import ActorTables, Role
from dragoman.knowledge.mention_parts import Part, Reading

# Whose spokesperson speaks for the whole government.
SPEAKING = frozenset({"government", "authorities", "junta", "president", "head-of-state"})


class Meaning(NamedTuple):
    """What the role nouns of a mention add up to."""

    role: Role
    sector: str
    other: tuple[str, ...]
    office: str
    flags: frozenset[str]
    words: str


def meaning_of(reading: Reading, tables: ActorTables, of_body: bool, of_state: bool) -> Meaning | None:
    """The meaning of a mention's roles; `of_body` and `of_state` say to whom they belong."""
    if not reading.roles:
        return None
    keys = [_role(part, reading, tables) for part in reading.roles]
    head = keys[0]
    words = " ".join(reading.text(p.start, p.end) for p in reading.roles)
    below = keys[1] if len(keys) > 1 else None
    sector, other, office, flags = head.sector, split(head.other), head.office, head.flags
    portfolio = _portfolio(reading)
    if "title" in flags and below is not None:  # "le général président": the office says more than the rank
        return Meaning(below, below.sector, split(below.other), below.office, below.flags, words)
    if "minister" in flags and portfolio:
        if head.key in ("minister", "deputy-minister"):
            office = "minister" if portfolio == "other" else f"{portfolio}-minister"
            office = f"deputy-{office}" if head.key == "deputy-minister" else office
        beside = [p for p in reading.portfolios if p not in reading.roles]
        words = " ".join([words, *(reading.text(p.start, p.end) for p in beside)])
    if below is not None and ("generic" in flags or "title" in flags):
        if head.key in ("member",) and below.key in offices.LEADS and leads(words):
            office = offices.LEADS[below.key]
        if head.key == "spokesperson" and (below.key == "foreign-ministry" or portfolio == "foreign"):
            office = "foreign-ministry-spokesperson"
        if below.sector and not (head.key == "official" and below.sector == "GOV"):
            sector, other = below.sector, split(below.other)
        if head.key == "spokesperson" and not office.startswith("foreign") and below.key not in SPEAKING:
            office = ""
        flags = flags | (below.flags & {"nofill", "world"})
    elif below is not None and below.key == "opposition" and not other:
        other = ("OPP",)
    if head.key in ("member", "official") and below is None and of_state and words.lower() in _STATE_LEADERS:
        sector, office = "GOV", "head-of-state"
    if "generic" in flags and not sector:
        sector = "GOV" if head.key == "spokesperson" and not of_body else ""
    if "opposition" in reading.modifiers and sector in ("PTY", "LEG", "GOV", ""):
        sector, other = ("LEG" if sector == "LEG" else "PTY"), ("OPP",)
    if reading.modifiers & {"jihadist", "militant"} and sector in ("UAF", "PRM", "MIL", "SOC", "", "GOV"):
        sector, other, office = "REB", (), ""
        flags = flags | ({"nofill"} if "jihadist" in reading.modifiers else set())
    fights = next((k for k in keys[1:] if k.sector == "REB"), None)
    if fights is not None and sector in ("UAF", "PRM"):  # "jihadi fighters", "rebel gunmen"
        sector, other, office, flags = "REB", split(fights.other), "", flags | fights.flags
    said = reading.text(reading.roles[0].start, reading.roles[0].end).lower()
    if "armed" in reading.modifiers and said in _ANYBODY:
        sector, office, flags = "UAF", "", flags | {"nofill"}  # "des femmes armées", "armed youths"
    if sector == "MIL" and any(k.key == "ethnic" for k in keys[1:]):
        sector, office, flags = "UAF", "", flags | {"nofill"}  # "forces kurdes": no state's army
    if head.key in ("civilian", "ethnic") and "neutral" in reading.modifiers and _are_states(reading):
        sector, office, flags = "", "", flags | {"owned"}  # "African countries", "les pays arabes": no people
    if "deputy" in reading.modifiers and office:
        office = f"deputy-{office}"
    return Meaning(head, sector, other, office, flags, words)


def _are_states(reading: Reading) -> bool:
    return any(
        t.text in ("countries", "nations", "states", "pays", "nation", "country") for t in reading.tokens
    )


def _role(part: Part, reading: Reading, tables: ActorTables) -> Role:
    roles = [e for e in part.entries if e.type == "role"]
    fitting = [e for e in roles if e.language == reading.language] or roles
    keys = [e.id for e in fitting]
    has_body = any(e.type == "actor" for o in reading.owners for e in o.entries)
    # "combattant", "chef": with a body named they are its members, without one they are what the noun says.
    if len(keys) > 1:
        member = "member" in keys
        keys = [k for k in keys if (k == "member") == (member and has_body)] or keys
    return tables.roles[keys[0]]


def _portfolio(reading: Reading) -> str:
    for part in reading.portfolios:
        return next(e.id for e in part.entries if e.type == "portfolio")
    return ""


def seated(meaning: Meaning, seat: str) -> Meaning | None:
    """The office of whoever heads a seat or ministry ("le locataire de l'Élysée"); None where that is not meant."""
    office = offices.SEATS.get(seat)
    heads = meaning.role.key in ("member", "official", "business") and leads(meaning.words)
    if office is None or not (heads or meaning.words.lower() == "locataire"):
        return None
    made = offices.office_of(office)
    return meaning._replace(sector=made.sector, other=made.other, office=office, flags=frozenset({"person"}))


def split(codes: str) -> tuple[str, ...]:
    """Sector codes of a table field, which has | between them."""
    return tuple(codes.split("|")) if codes else ()


# Nouns that say no more than that it is somebody; with arms in hand they are strangers, villagers with arms are not.
_ANYBODY = frozenset(
    {"homme", "hommes", "femme", "femmes", "personne", "personnes", "individu", "individus", "gens", "jeune", "jeunes",
     "garçon", "garçons", "fille", "filles", "man", "men", "woman", "women", "person", "persons", "people", "youth", "youths", "teenager", "teenagers",
     "boys", "girls", "boy", "girl", "group", "groupe"}
)  # fmt: skip
# Alone with a country these mean whoever leads it ("the Malian leader", "le numéro un nigérien").
_STATE_LEADERS = frozenset({"leader", "dirigeant", "dirigeante", "numéro un", "no 1"})
_LEADING = ("chef", "leader", "head", "chief", "patron", "président", "president", "secrétaire général", "secretary",
            "chair", "directeur", "directrice", "cheffe", "patronne", "secrétaire générale", "présidente", "director", "boss", "dirigeant", "commandant", "commander", "numéro un", "coordin")  # fmt: skip


def leads(words: str) -> bool:
    """Whether role words name the one at the head ("chef", "secretary-general") and not a member."""
    return words.lower().startswith(_LEADING) or any(
        f" {w}" in words.lower() for w in ("chief", "leader", "head")
    )
