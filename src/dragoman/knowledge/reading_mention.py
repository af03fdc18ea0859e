"""A mention read: its names, roles, owners and modifiers, found by longest match over the tables' filing keys.

`read` says what stands in the mention and how the parts hang together; `actors` turns that into candidates.
"""

from __future__ import annotations

from dragoman.knowledge.actor_tables import ActorTables, Entry
from dragoman.knowledge.counted_rest import counted_rest
from dragoman.knowledge.mention import POSSESSIVE, Token, tokens_of
from dragoman.knowledge.mention_parts import Item, Part, Reading

_LINKING = frozenset({"to", "with", "by", "a", "au", "aux", "avec", "par", "de", "du", "d"})
NAMES = frozenset({"state", "capital", "metonym", "actor", "user", "adjective", "people"})
_OF_A_LANGUAGE = frozenset({"role", "word", "portfolio", "people", "adjective"})
_FRENCH = frozenset(
    {"le", "la", "les", "l", "du", "des", "de", "d", "au", "aux", "une", "sa", "ses", "leurs", "et"}
)
_ENGLISH = frozenset({"the", "of", "and", "in", "to", "its", "his", "their", "for", "from", POSSESSIVE})
_FEATURES = frozenset(
    {"fleuve", "riviere", "lac", "desert", "foret", "mont", "golfe", "mer", "vallee", "baie", "detroit", "bassin", "plateau",
     "river", "lake", "forest", "mount", "gulf", "sea", "valley", "bay", "strait", "basin", "frontiere", "border"}
)  # fmt: skip
# Small words inside a person's name ("Ali ag Intalla", "Mohamed bin Zayed"); they never start one.
_PARTICLES = frozenset(
    {"al", "el", "ben", "bin", "ibn", "ould", "ag", "von", "van", "der", "de", "le", "d", "dos", "da", "di"}
)


def read(mention: str, tables: ActorTables, language: str | None) -> Reading:
    """Cut a mention into its parts and order them."""
    tokens = tokens_of(mention)
    language = language or _language(tokens)
    reading = Reading(mention, language, tokens)
    if "," in mention:
        between = zip(tokens, tokens[1:], range(1, len(tokens)), strict=False)
        reading.commas = [n for a, b, n in between if "," in mention[a.end : b.start]]
    parts = _parts(reading, tables)
    if not reading.items:
        parts = counted_rest(reading, tables)
    if parts or any(item.what == "name" for item in reading.items):
        _order(reading, parts, tables)
    return reading


def _language(tokens: list[Token]) -> str:
    french = sum(t.text in _FRENCH for t in tokens)
    english = sum(t.text in _ENGLISH for t in tokens)
    return "" if french == english else "fr" if french > english else "en"


def _fits(entry: Entry, tokens: list[Token], start: int, end: int, language: str) -> bool:
    """Whether language and capitals allow this meaning: "us" is not US, "un" not UN, "orange" not Orange; "premier"
    is a prime minister in English only."""
    surface = entry.surface
    if entry.type in _OF_A_LANGUAGE and language and entry.language != language:
        return False
    if entry.type == "word" and surface.islower():
        return True
    if end - start > 1:
        # "les démocrates" are not the party Les Démocrates.
        if entry.type in ("person", "surname"):
            # "le maire" is not Le Maire, but "Lai Ching-te" is one name.
            return tokens[end - 1].capital or sum(t.capital for t in tokens[start:end]) > 1
        if entry.type != "actor" or surface[0].islower() or end - start > 3:
            return True
        article = tokens[start].text in ("les", "la", "le", "the") and end - start == 2
        return tokens[end - 1].capital if article else any(t.capital for t in tokens[start:end])
    token = tokens[start]
    if entry.type == "role" and surface.isascii() and not token.raw[1:].isascii():
        return False  # "jeûne" is no "jeune"
    letters = surface.replace(".", "")
    if letters.isupper() and len(letters) <= 6:
        return token.upper if len(letters) <= 3 else token.capital
    if entry.id == "ethnic" and entry.language == "fr":
        return True  # as adjectives they are written small
    if (
        entry.type in ("actor", "person", "surname", "state", "capital", "metonym", "role")
        and surface[0].isupper()
    ):
        return token.capital
    if entry.type == "people":
        return token.capital
    if entry.type == "adjective" and entry.language == "en":
        return token.capital
    return True


def _match(tokens: list[Token], at: int, tables: ActorTables, language: str) -> tuple[tuple[Entry, ...], int]:
    """The longest key that starts here and whose meaning the capitals allow."""
    first = tokens[at].text
    if first not in tables.longest:
        return (), at + 1
    longest = tables.longest.get(f"{first} {tokens[at + 1].text}", 1) if at + 1 < len(tokens) else 1
    for end in range(min(len(tokens), at + longest), at + 1, -1):
        if first == "the" and at + 1 < end < len(tokens) and tokens[end].capital:
            continue  # "the West African bloc" is not the West
        key = " ".join([t.text for t in tokens[at:end]])
        if key in tables.names:
            entries = tuple([e for e in tables.entries(key) if _fits(e, tokens, at, end, language)])
            if not entries:
                continue
            inner = (
                _inner(tokens, at, end, tables, language)
                if end - at > 2 and "role|" in tables.names[key]
                else 0
            )
            if inner:  # "président du Conseil européen" is the head of the Conseil européen
                return _match(tokens[:inner], at, tables, language)
            return entries, end
    written = (tokens[at].raw, language)
    alone = tables.alone.get(written)
    if alone is None:
        alone = tuple([e for e in tables.entries(first) if _fits(e, tokens, at, at + 1, language)])
        tables.alone[written] = alone
    return alone, at + 1


def _inner(tokens: list[Token], at: int, end: int, tables: ActorTables, language: str) -> int:
    """Where a body's name starts inside a role's words and ends beyond them; 0 where none does."""
    for start in range(at + 1, end):
        found, stop = _match(tokens, start, tables, language)
        if stop > end and any(e.type == "actor" for e in found):
            return start
    return 0


def _parts(reading: Reading, tables: ActorTables) -> list[Part]:
    tokens, items = reading.tokens, reading.items
    parts: list[Part] = []
    # In English a preposition holds for its whole phrase ("lack of a functioning executive", "spokesman of the
    # Malian army"); a person's name may stand beside the head again.
    relation, lasting, at = "", "", 0
    while at < len(tokens):
        token = tokens[at]
        if token.text == POSSESSIVE and at + 1 == len(tokens):
            break  # "Putin's" alone, as an argument slot gives it: nothing follows that it could own
        if token.text == POSSESSIVE:
            # All that stands before it, back to a comma, is the owner of what follows.
            since = max((c for c in reading.commas if c <= at), default=0)
            parts = [p._replace(relation="of") if p.start >= since else p for p in parts]
            items[:] = [i._replace(relation="of") if i.start >= since else i for i in items]
            relation, lasting, at = "", "", at + 1
            continue
        entries, end = _match(tokens, at, tables, reading.language)
        words = {e.id for e in entries if e.type == "word" and e.id != "notbare"}
        meant = tuple([e for e in entries if e.type != "word"])
        if meant and end < len(tokens) and tokens[end].text.isdigit():
            meant = tuple([e for e in meant if e.type != "capital"])  # "Minsk 2", "Paris 2024"
        if "deputy" in words and meant and end < len(tokens):
            after, _ = _match(tokens, end, tables, reading.language)
            if any(e.type in ("role", "portfolio") for e in after):
                meant = ()  # "deputy foreign minister" is no member of parliament
        if words and meant and not _is_content(token, words, meant, bool(items), relation, end - at):
            meant = ()
        if words and not meant and "link" in words:
            # "jihadists linked to al-Qaeda": what follows the preposition is not who they are.
            follows = at + 1 < len(tokens) and tokens[at + 1].text in _LINKING
            if not follows and items and items[-1].what == "owner" and items[-1].end == at:
                # "al-Qaeda-linked militants": whose friends they are, and which side they fight on.
                items[-1], parts[-1] = items[-1]._replace(relation="by"), parts[-1]._replace(relation="by")
                rows = [tables.actors.get(e.id) for e in parts[-1].entries]
                if any(row is not None and row.sector == "REB" for row in rows):
                    reading.modifiers.add("jihadist")
            relation, at = ("by", at + 2) if follows else (relation, end)
            continue
        if words and not meant:
            relation = _take_word(reading, token.text, words, relation, bool(items))
            if relation and reading.language != "fr" and "against" not in words:
                lasting = relation
            at = end
            continue
        if meant:
            what = _what(meant, tokens[at])
            relation = relation or (lasting if what != "person" else "")
            parts.append(Part(meant, at, end, relation))
            items.append(Item(what, at, end, relation))
        elif token.capital and len(token.text) > 1:
            end = _stranger_end(tokens, at, tables, reading.language)
            items.append(Item("name", at, end, relation))
        elif not token.text.isdigit() and len(token.text) > 1:
            items.append(Item("word", at, end, relation or lasting))
        relation, at = "", end
    return parts


def _what(entries: tuple[Entry, ...], token: Token) -> str:
    types = {e.type for e in entries}
    if "user" in types:
        return "owner"
    if "person" in types or ("surname" in types and not types & {"role", "portfolio"}):
        return "person"
    if types & NAMES and not ("role" in types and not token.capital):
        return "owner"
    return "role" if "role" in types else "portfolio"


def _is_content(
    token: Token, words: set[str], meant: tuple[Entry, ...], content: bool, relation: str, length: int
) -> bool:
    """A spelling that is both a function word and a name: "un"/UN, "des", "armée", "rebelle", "opposition"."""
    if length > 1 or any(e.type == "user" for e in meant):
        return True
    if token.upper and len(token.text) > 1 and any(e.surface.isupper() for e in meant):
        return True
    if words & {"det", "of", "at", "by", "poss"}:
        return False
    if words == {"filler"}:  # "Total" the firm, "total" the adjective
        return token.capital and any(e.type == "actor" for e in meant)
    if words & {"armed", "jihadist", "militant", "opposition"}:
        return not content or relation != "" or "opposition" in words
    return any(e.type == "role" for e in meant)


def _take_word(reading: Reading, token: str, words: set[str], relation: str, content: bool) -> str:
    """Note a function word; the relation in which what follows stands."""
    # "des civils", "du Mali": before any content these are articles; "a" is English article and French preposition.
    if "against" in words:
        return "by"
    if words & {"of", "at", "by"} and content:
        return "of" if "of" in words else "at" if "at" in words else "by"
    if token == "des":  # with nothing before it, an article
        reading.modifiers.add("det")
    reading.modifiers |= words - {"of", "at", "by", "filler", "notbare"}
    return relation


def _stranger_end(tokens: list[Token], at: int, tables: ActorTables, language: str) -> int:
    """The end of an unknown name that starts here: capitalised words, with particles only between two of them."""
    end = at + 1
    while end < len(tokens):
        if tokens[end].capital and tokens[end].text != POSSESSIVE:
            entries, _ = _match(tokens, end, tables, language)
            if any(e.type in ("role", "person", "state", "actor", "word", "adjective") for e in entries):
                break
            end += 1
        elif tokens[end].text in _PARTICLES and end + 1 < len(tokens) and tokens[end + 1].capital:
            end += 1
        else:
            break
    return end


def _order(reading: Reading, parts: list[Part], tables: ActorTables) -> None:
    """Find the head; sort the parts into roles (head first), owners, people and portfolios."""
    items = _joined(reading)
    by_start = {part.start: part for part in parts}
    region = _region(items)
    head = _head(region, reading.language)
    reading.head_unknown = head is not None and head.what in ("word", "portfolio")
    if (
        not reading.language
    ):  # "fleuve Niger", "Niger river": the noun is the head in its language, whichever that is
        reading.head_unknown |= any(
            i.what == "word" and reading.tokens[i.start].text in _FEATURES for i in region
        )
    roles = []
    for item in items:
        part = by_start.get(item.start)
        if item.what == "name" or part is None:
            if item.what == "name":
                reading.strangers.append(item)
            continue
        part = part._replace(relation=item.relation)
        types = {e.type for e in part.entries}
        if item.what == "person":
            heads = _heads(item, items, region, reading, by_start, tables)
            (reading.people if heads else reading.person_owners).append(part)
            if types & NAMES:
                reading.owners.append(part)
        elif item.what == "owner":
            reading.owners.append(part)
        elif item.what == "role":
            roles.append(part)
            if "portfolio" in types:
                reading.portfolios.append(part)
        else:
            reading.portfolios.append(part)
    reading.roles = _heads_first(reading, roles)


def _joined(reading: Reading) -> list[Item]:
    """Surnames that stand beside other capitalised words are parts of one name ("Ousmane Dembélé" is no Ousmane)."""
    joined: list[Item] = []
    for item in reading.items:
        last = joined[-1] if joined else None
        if (
            last is not None
            and item.start == last.end
            and item.relation == ""
            and {item.what, last.what} <= {"person", "name"}
            and (item.end - item.start == 1 or item.what == "name")
            and (last.end - last.start == 1 or last.what == "name")
        ):
            joined[-1] = Item("name", last.start, item.end, last.relation)
        else:
            joined.append(item)
    return joined


def _region(items: list[Item]) -> list[Item]:
    """The part of the phrase that can hold its head: up to the first complement with a preposition."""
    start = 0
    while start < len(items) and items[start].relation:
        start += 1  # what a possessive made an owner stands before the head
    end = start
    while end < len(items) and not items[end].relation:
        end += 1  # a preposition ends the region
    return items[start:end]


def _head(region: list[Item], language: str) -> Item | None:
    if not region:
        return None
    if language == "fr":
        return region[0]
    if language == "en":
        return region[-1]
    # No language known: an unknown word must be the head in both before the phrase is given up.
    return region[0] if region[0].what not in ("word", "portfolio") else region[-1]


def _heads(
    item: Item,
    items: list[Item],
    region: list[Item],
    reading: Reading,
    parts: dict[int, Part],
    tables: ActorTables,
) -> bool:
    """A person is meant where the name is the head or stands beside it ("le président Macron", "President Biden",
    "le chef de la diplomatie russe Sergueï Lavrov"); not where it belongs to another ("partisans de l'opposant Sonko",
    "le gouvernement Attal", "Biden's aides")."""
    if item.relation != "":
        return False
    at = items.index(item)
    after, before = items[at + 1 :], items[:at]
    stop = next((c for c in reading.commas if c >= item.end), None)
    if stop is not None:  # what a comma sets off stands beside the name
        after = [i for i in after if i.end <= stop]
    if reading.language != "fr" and any(
        i.what in ("role", "word", "portfolio") for i in after if i.relation == ""
    ):
        return False
    for other in reversed(before):
        if other.what == "role":
            body = not any(
                "person" in tables.roles[e.id].flags for e in parts[other.start].entries if e.type == "role"
            )
            if other.relation == "":
                return not _is_body(other, reading)
            if not body:
                return False
        elif other.what in ("word", "name") and other in region and reading.language == "fr":
            # "le milliardaire Elon Musk": a noun that we don't know is borne out by a full name only.
            return item.end - item.start > 1
    return True


def _is_body(item: Item, reading: Reading) -> bool:
    """ "le gouvernement Sonko", "l'administration Biden": the name belongs to the body."""
    return item.what == "role" and reading.tokens[item.start].text in _BODIES


_BODIES = frozenset(
    {"gouvernement", "administration", "cabinet", "regime", "equipe", "camp", "clan", "majorite", "coalition"}
)


def _heads_first(reading: Reading, roles: list[Part]) -> list[Part]:
    """French puts the head first ("porte-parole du gouvernement"); English puts it last before its complement
    ("government spokesman", "the junta's spokesman", "spokesman for the government")."""
    if reading.language == "fr" or len(roles) < 2:
        return roles
    owned = [r for r in roles if r.relation in ("of", "at", "by")]
    compound = [r for r in roles if r.relation == ""]
    return [*reversed(compound), *owned]
