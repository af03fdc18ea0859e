"""Sentences that we wrote ourselves, with their annotations → training rows that carry their text, marked synthetic.

    python training/annotation/synthetic.py FILES.jsonl --language fr --reader a --out training/data/synthetic-fr.jsonl

An author writes one JSON object a line, events as in `ingest.py` (every quote as written, whole words):

    {"text": "Le Mali a rappelé son ambassadeur à Alger.", "published": "2025-04-07", "events": [
      {"type": "SANCTION", "mode": "withdraw", "modality": "happened", "historical": false, "trigger": "rappelé",
       "actor": [["Le Mali", "MLI", ""]], "recipient": [["Alger", "DZA", ""]], "place": null, "date": null,
       "attribution": null, "dead": null, "injured": null, "arrested": null}]}

`title` and `published` may be left out. Source and stratum of every row are `synthetic`, so that no figure measured on news
takes one in unseen. A faulty line is named with its file, number and fault; with any fault nothing is written. The file of
--out is made anew from the files given.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from ingest import event

from dragoman.evaluation.texts import sentence_hash

KEYS = {"text", "title", "published", "events"}
EVENT_KEYS = set(
    "type mode modality historical trigger actor recipient place date attribution dead injured arrested".split()
)


def row(line: str, language: str, reader: str) -> dict[str, Any]:
    """One authored line as a gold row. Raises ValueError or KeyError with the fault.

    The article's id is made of the text, so a sentence keeps it when others are written before it.
    """
    told = json.loads(line)
    text = told["text"]
    if not text.strip() or text != text.strip():
        raise ValueError("the text is empty or has space around it")
    if strange := told.keys() - KEYS:
        raise ValueError(f"no key {sorted(strange)}")
    if told.get("published"):
        date.fromisoformat(told["published"])
    events = []
    for e in told["events"]:
        if strange := e.keys() - EVENT_KEYS:
            raise ValueError(f"an event has no key {sorted(strange)}")
        events.append(event(text, 0, e))
    if len({tuple(e["trigger"]) for e in events}) < len(events):
        raise ValueError("two events have one trigger")
    return {
        "text": text, "source": "synthetic", "article": f"{language}-{sentence_hash(text)}", "stratum": "synthetic",
        "language": language, "published": told.get("published"), "title": told.get("title"), "events": events,
        "reader": reader,
    }  # fmt: skip


def rows(files: Iterable[Path], language: str, reader: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of the files in order, and each fault as FILE:LINE: fault. A text told twice is a fault."""
    made: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                new = row(line, language, reader)
                if new["article"] in made:
                    raise ValueError("this text stands above already")
                made[new["article"]] = new
            except KeyError as fault:
                faults.append(f"{path.name}:{number}: it lacks {fault}")
            except (ValueError, TypeError, AttributeError) as fault:
                faults.append(f"{path.name}:{number}: {fault}")
    return list(made.values()), faults


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, help="authored .jsonl files")
    parser.add_argument("--language", required=True, choices=("fr", "en"))
    parser.add_argument("--reader", default="a", help="who annotated them")
    parser.add_argument("--out", type=Path, help="write here; without it only check")
    options = parser.parse_args()
    made, faults = rows(options.files, options.language, options.reader)
    for fault in faults:
        print(fault, file=sys.stderr)
    if options.out and not faults:
        text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in made)
        options.out.write_text(text, encoding="utf-8")
    print(f"{len(made)} sentences, {sum(len(r['events']) for r in made)} events, {len(faults)} faults")
    raise SystemExit(2 if faults else 0)


if __name__ == "__main__":
    main()
