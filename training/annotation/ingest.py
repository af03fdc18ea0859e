"""Readers' answers → annotation files: each quoted span found in its sentence, checked, and stored as offsets.

    python training/annotation/ingest.py BATCHES/gold-fr-000 --reader a --out training/data/gold-fr.a.jsonl

A reader writes one JSON object a line into BATCH.READER.jsonl:

    {"n": 0, "events": []}
    {"n": 1, "events": [{"type": "ASSAULT", "mode": "firearms", "modality": "happened", "historical": false,
      "trigger": "ont été tués", "actor": [["des hommes armés", "", "UAF"]], "recipient": [["Douze soldats", "MLI", "MIL"]],
      "place": ["Tessit", "MLI"], "date": ["mardi", "2024-08-06"], "attribution": ["l'armée malienne", "MLI", "MIL"],
      "dead": 12, "injured": null, "arrested": null}]}

Every quote must stand in the sentence as written. A faulty line is reported with its batch, number and fault; nothing of
a batch with faults is written.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from dragoman import codebook
from dragoman.evaluation.texts import read, sentence_hash
from dragoman.records import MODALITIES

SIDES = ("actor", "recipient")


def edged(quote: str) -> str:
    """A pattern for the quote that stops at word edges where its own first and last characters are of a word."""
    return (
        (r"(?<!\w)" if quote[0].isalnum() else "")
        + re.escape(quote)
        + (r"(?!\w)" if quote[-1].isalnum() else "")
    )


def spanned(sentence: str, start: int, quote: str, near: int | None = None) -> list[int]:
    """Where a quote stands, as article offsets; of several places the one nearest to the trigger.

    It neither begins nor ends inside a word: "Il" is not found in "Ils", but "l'" is in "l'armée".
    """
    places = [m.start() for m in re.finditer(edged(quote), sentence)] if quote else []
    if not places:
        raise ValueError(f"{quote!r} does not stand in the sentence as whole words")
    at = min(places, key=lambda i: abs(i - (near or 0)))
    return [start + at, start + at + len(quote)]


def event(sentence: str, start: int, row: dict[str, Any]) -> dict[str, Any]:
    """One annotated event with spans for quotes. Raises ValueError with the fault."""
    kind = row["type"]
    if kind not in codebook.types():
        raise ValueError(f"no type {kind!r}")
    mode = row.get("mode") or None
    if mode and mode not in codebook.types()[kind].modes:
        raise ValueError(f"{kind} has no mode {mode!r}")
    if row["modality"] not in MODALITIES:
        raise ValueError(f"no modality {row['modality']!r}")
    trigger = spanned(sentence, start, row["trigger"])
    near = trigger[0] - start
    made: dict[str, Any] = {
        "event_type": kind, "event_mode": mode, "modality": row["modality"],
        "historical": bool(row.get("historical")), "trigger": trigger,
    }  # fmt: skip
    for side in SIDES:
        made[side] = [
            {"span": spanned(sentence, start, quote, near), "code": code, "sector_code": sector}
            for quote, code, sector in row.get(side) or []
        ]
        for s in made[side]:
            if (
                s["sector_code"]
                and s["sector_code"] not in codebook.SECTORS
                and s["sector_code"] not in ("IGO", "NGO", "MNC")
            ):
                raise ValueError(f"no sector {s['sector_code']!r}")
    place, day, voice = row.get("place"), row.get("date"), row.get("attribution")
    made["place"] = {"span": spanned(sentence, start, place[0], near), "country": place[1]} if place else None
    made["date"] = {"span": spanned(sentence, start, day[0], near), "value": day[1]} if day else None
    made["attribution"] = (
        {"span": spanned(sentence, start, voice[0], near), "code": voice[1], "sector_code": voice[2]}
        if voice
        else None
    )
    for name in ("dead", "injured", "arrested"):
        value = row.get(name)
        if value is not None and not isinstance(value, int):
            raise ValueError(f"{name} is no whole number: {value!r}")
        made[name] = value
    return made


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("batches", nargs="+", type=Path, help="batch names, without ending")
    parser.add_argument("--reader", required=True)
    parser.add_argument("--out", type=Path, help="append here; without it only check")
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    texts: dict[str, dict[str, str]] = {}
    faults = 0
    for batch in options.batches:
        places = json.loads(batch.with_suffix(".json").read_text(encoding="utf-8"))
        answers = batch.with_name(f"{batch.name}.{options.reader}.jsonl")
        made, told = [], set()
        for line in answers.read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                at = places[row["n"]]
                if at["source"] not in texts:
                    texts[at["source"]] = {t.id: t.text for t in read(at["source"], options.texts)}
                sentence = texts[at["source"]][at["article"]][at["start"] : at["end"]]
                if sentence_hash(sentence) != at["hash"]:
                    raise ValueError("the text is not the one the batch was drawn from")
                events = [event(sentence, at["start"], e) for e in row["events"]]
                told.add(row["n"])
                made.append({**at, "language": at["source"][-2:], "events": events, "reader": options.reader})
            except (ValueError, KeyError, IndexError, TypeError) as fault:
                faults += 1
                print(f"{answers.name}: {line[:60]} …: {fault}", file=sys.stderr)
        missing = set(range(len(places))) - told
        if missing:
            faults += 1
            print(f"{answers.name}: no valid answer for {sorted(missing)}", file=sys.stderr)
        elif options.out:
            with options.out.open("a", encoding="utf-8") as out:
                out.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in made)
    print(f"{len(options.batches)} batches, {faults} faults")
    raise SystemExit(2 if faults else 0)


if __name__ == "__main__":
    main()
