"""Figures of the actor tables, by hand: `python benchmarks/knowledge_actors.py [../shared/data]`.

Prints rows by kind and names by language, load time and speed, and two checks against open news: the actors that
Wikipedia's editors linked (does the mention give the country that the linked article's title gives?), and who is
said to hold an office on the day (does the table say the same person?).
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.knowledge import Actors

_OFFICE = re.compile(
    r"\b((?:[A-Z][\w’'.-]+ ){1,3}?(?:[Pp]resident|[Pp]rime [Mm]inister|[Ff]oreign [Mm]inister|"
    r"[Dd]efen[cs]e (?:[Mm]inister|[Ss]ecretary)|[Ss]ecretary of [Ss]tate|[Cc]hancellor|[Ss]upreme [Ll]eader)) "
    r"((?:[A-Z][\w’'.-]+|al-[A-Z][\w’-]+)(?: (?:[A-Z][\w’'-]+|al-[A-Z][\w’-]+|bin|al|von der|da|el-[A-Z]\w+)){0,4})"
)
_TITLES = {
    "president",
    "prime minister",
    "government",
    "police",
    "military",
    "parliament",
    "army",
    "soldiers",
}


def records(data: Path) -> Iterator[dict[str, Any]]:
    """The dated English records of open-news."""
    for name in ("wikipedia-current-events", "tehran-times", "wikinews"):
        with gzip.open(data / "open-news" / name / "en.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                if record.get("published"):
                    yield record


def counts(actors: Actors) -> None:
    """Names by kind and language."""
    names = Counter((kind, language or "any") for _, language, kind, _ in actors.names())
    for (kind, language), count in sorted(names.items()):
        print(f"  {kind:10} {language:4} {count:6}")


def speed(actors: Actors, mentions: list[str]) -> None:
    """Load time and look-ups a second of processor time, on mentions of real text."""
    begun = time.process_time()
    Actors(store=None)
    print(f"  made again (tables cached): {time.process_time() - begun:.4f} s")
    for label in ("first look-ups", "again, from the cache"):
        begun = time.process_time()
        for mention in mentions:
            actors.find(mention, language="en")
        print(f"  {label}: {len(mentions) / (time.process_time() - begun):,.0f} a second")


def linked(actors: Actors, data: Path) -> list[str]:
    """Linked mentions whose article title we know: share with the country of the title; the mentions."""
    mentions: list[str] = []
    same = known = bare = 0
    for record in records(data):
        on = date.fromisoformat(record["published"][:10])
        for start, end, title in record.get("links") or ():
            mention = record["text"][start:end]
            mentions.append(mention)
            wanted = actors.find(title, on=on, language="en")
            if not wanted:
                continue
            known += 1
            found = actors.find(mention, on=on, language="en")
            if found and found[0].actor.code == wanted[0].actor.code:
                same += 1
            elif mention.lower() in _TITLES or (found and not found[0].actor.code):
                bare += 1
    print(f"  {known:,} links to actors we know: {same / known:.3f} give their country or kind,")
    print(
        f"  {bare / known:.3f} are bare roles whose country stands elsewhere, the rest {1 - (same + bare) / known:.3f}"
    )
    return mentions


def held(actors: Actors, data: Path) -> None:
    """ "The Malian president X": does the table name X on that day?"""
    agree = silent = other = 0
    for record in records(data):
        on = date.fromisoformat(record["published"][:10])
        for match in _OFFICE.finditer(record["text"]):
            if re.search(r"ormer|Vice|Deputy|Acting", match[1]):
                continue
            office = actors.find(match[1], on=on, language="en")
            if not office or not office[0].actor.code:
                continue
            person = actors.find(f"{match[1]} {match[2]}", on=on, language="en")
            name = person[0].actor.entity_name if person else ""
            silent += office[0].person_id is None
            agree += office[0].person_id is not None and name == office[0].actor.entity_name
            other += office[0].person_id is not None and name != office[0].actor.entity_name
    print(
        f"  {agree} agree, {silent} where the table has no holder, {other} differ (former holders among them)"
    )


def main() -> None:
    """All figures."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    begun = time.process_time()
    actors = Actors()
    actors.find("Mali")
    print(f"Load: {time.process_time() - begun:.3f} s of processor time")
    print("Names")
    counts(actors)
    print("Linked actors of the current events")
    mentions = linked(actors, data)
    print("Speed")
    speed(Actors(), mentions)
    print("Offices")
    held(actors, data)


if __name__ == "__main__":
    main()
