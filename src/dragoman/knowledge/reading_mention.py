"""A mention read: its names, roles, owners and modifiers, found by longest match over the tables' filing keys.

`read` says what stands in the mention and how the parts hang together; `actors` turns that into candidates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.knowledge.actor_tables import ActorTables, Entry
from dragoman.knowledge.mention import POSSESSIVE, Token, tokens_of

NAMES = frozenset({"state", "capital", "metonym", "actor", "adjective", "people"})
_FRENCH = frozenset(
    {"le", "la", "les", "l", "du", "des", "de", "d", "au", "aux", "une", "sa", "ses", "leurs", "et"}
)
_ENGLISH = frozenset({"the", "of", "and", "in", "to", "its", "his", "their", "for", "from", POSSESSIVE})
# Small words inside a person's name ("Ali ag Intalla", "Mohamed bin Zayed"); they never start one.
_PARTICLES = frozenset(
    {"al", "el", "ben", "bin", "ibn", "ould", "ag", "von", "van", "der", "de", "le", "d", "dos", "da", "di"}
)


class Part(NamedTuple):
    """A known stretch of the mention: its entries, the tokens `[start, end)`, and how it hangs on what stands before."""

    entries: tuple[Entry, ...]
    start: int
    end: int
    relation: str  # "", of, at, by


@dataclass(slots=True)
class Reading:
    """What stands in a mention. `roles` come with the head first; `owners` in text order."""

    language: str
    tokens: list[Token]
    roles: list[Part] = field(default_factory=list)
    owners: list[Part] = field(default_factory=list)
    people: list[Part] = field(default_factory=list)
    portfolios: list[Part] = field(default_factory=list)
    strangers: list[tuple[int, int, str]] = field(
        default_factory=list
    )  # unknown capitalised runs, their relation
    modifiers: set[str] = field(default_factory=set)
    unknown: list[int] = field(default_factory=list)  # unknown words in small letters
    head_unknown: bool = False

    def text(self, start: int, end: int) -> str:
        """The words of a stretch as they were written."""
        return " ".join(token.raw for token in self.tokens[start:end]).replace(" ' ", "'")


def read(mention: str, tables: ActorTables, language: str | None) -> Reading:
    """Cut a mention into its parts and order them."""
    tokens = tokens_of(mention)
    language = language or _language(tokens)
    reading = Reading(language, tokens)
    parts, possessives = _parts(reading, tables)
    _order(reading, parts, possessives)
    return reading


def _language(tokens: list[Token]) -> str:
    french = sum(t.text in _FRENCH for t in tokens)
    english = sum(t.text in _ENGLISH for t in tokens)
    return "" if french == english else "fr" if french > english else "en"


def _fits(entry: Entry, tokens: list[Token], start: int, end: int) -> bool:
    """Whether the capitals of the text allow this meaning: "us" is not US, "un" not UN, "orange" not Orange."""
    surface = entry.surface
    if end - start > 1:
        return True
    token = tokens[start]
    letters = surface.replace(".", "")
    if letters.isupper() and len(letters) <= 6:
        return token.upper if len(letters) <= 3 else token.capital
    if entry.type in ("actor", "person", "surname", "state", "capital", "metonym") and surface[0].isupper():
        return token.capital
    if entry.type == "people" and entry.language == "fr":
        return token.capital
    if entry.type == "adjective" and entry.language == "en":
        return token.capital
    return True


def _match(tokens: list[Token], at: int, tables: ActorTables) -> tuple[tuple[Entry, ...], int]:
    """The longest key that starts here and whose meaning the capitals allow."""
    longest = tables.longest.get(tokens[at].text, 0)
    for end in range(min(len(tokens), at + longest), at, -1):
        key = tokens[at].text if end == at + 1 else " ".join([t.text for t in tokens[at:end]])
        if key in tables.names:
            entries = tuple(e for e in tables.entries(key) if _fits(e, tokens, at, end))
            if entries:
                return entries, end
    return (), at + 1


def _parts(reading: Reading, tables: ActorTables) -> tuple[list[Part], list[int]]:
    tokens, parts, possessives = reading.tokens, [], []
    relation, at, content = "", 0, False
    while at < len(tokens):
        token = tokens[at]
        if token.text == POSSESSIVE:
            possessives.append(len(parts))
            relation, at = "", at + 1
            continue
        entries, end = _match(tokens, at, tables)
        words = {e.id for e in entries if e.type == "word"}
        meant = tuple(e for e in entries if e.type != "word")
        if words and meant and not _is_content(token, words, meant, content, relation, end - at):
            meant = ()
        if words and not meant:
            relation = _take_word(reading, words, relation, content)
            at = end
            continue
        if meant:
            parts.append(Part(meant, at, end, relation))
            relation, content, at = "", True, end
            continue
        end = _stranger_end(tokens, at, tables) if token.capital else at + 1
        if token.capital and len(token.text) > 1:
            reading.strangers.append((at, end, relation))
        elif not token.text.isdigit() and len(token.text) > 1:
            reading.unknown.append(at)
            if not content and relation == "":
                reading.head_unknown = True
        relation, content, at = "", True, end
    return parts, possessives


def _is_content(
    token: Token, words: set[str], meant: tuple[Entry, ...], content: bool, relation: str, length: int
) -> bool:
    """A spelling that is both a function word and a name: "un"/UN, "des", "armée", "rebelle", "opposition"."""
    if length > 1 or token.upper and len(token.text) > 1 and any(e.surface.isupper() for e in meant):
        return True
    if words & {"det", "of", "at", "by", "poss"}:
        return False
    if words & {"armed", "jihadist", "militant", "opposition"}:
        return not content or relation != "" or "opposition" in words
    return any(e.type == "role" for e in meant)


def _take_word(reading: Reading, words: set[str], relation: str, content: bool) -> str:
    """Note a function word; the relation in which what follows stands."""
    # "des civils", "du Mali": before any content these are articles. "a" is an English article and a French preposition.
    if words & {"of", "at", "by"} and content:
        return "of" if "of" in words else "at" if "at" in words else "by"
    reading.modifiers |= words - {"det", "of", "at", "by"}
    return relation


def _stranger_end(tokens: list[Token], at: int, tables: ActorTables) -> int:
    """The end of an unknown name that starts here: capitalised words, with particles only between two of them."""
    end = at + 1
    while end < len(tokens):
        if tokens[end].capital and tokens[end].text != POSSESSIVE:
            entries, _ = _match(tokens, end, tables)
            if any(e.type in ("role", "person", "state", "actor", "word", "adjective") for e in entries):
                break
            end += 1
        elif tokens[end].text in _PARTICLES and end + 1 < len(tokens) and tokens[end + 1].capital:
            end += 1
        else:
            break
    return end


def _order(reading: Reading, parts: list[Part], possessives: list[int]) -> None:
    """Sort the parts into roles (head first), owners, people and portfolios."""
    roles = []
    cut = possessives[-1] if possessives else 0
    for index, part in enumerate(parts):
        types = {e.type for e in part.entries}
        if index < cut and part.relation == "":
            part = part._replace(relation="of")
        if "person" in types or ("surname" in types and not types & {"role", "portfolio"} - {"surname"}):
            reading.people.append(part)
            if types & NAMES:
                reading.owners.append(part)
        elif types & NAMES and not ("role" in types and _is_role(part, parts, index, reading)):
            reading.owners.append(part)
        elif "role" in types:
            roles.append(part)
            if "portfolio" in types:
                reading.portfolios.append(part)
        elif "portfolio" in types:
            reading.portfolios.append(part)
    reading.roles = _heads_first(reading, roles)


def _is_role(part: Part, parts: list[Part], index: int, reading: Reading) -> bool:
    return not reading.tokens[part.start].capital


def _heads_first(reading: Reading, roles: list[Part]) -> list[Part]:
    """French puts the head first ("porte-parole du gouvernement"); English puts it last before its complement
    ("government spokesman", "the junta's spokesman", "spokesman for the government")."""
    if reading.language == "fr" or len(roles) < 2:
        return roles
    owned = [r for r in roles if r.relation == "of" or r.relation == "at"]
    compound = [r for r in roles if r.relation == ""]
    return [*reversed(compound), *owned]
