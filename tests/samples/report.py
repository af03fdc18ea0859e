"""Every fact of the samples that was missed or has a wrong field, and every record that is no fact.

By hand: `.venv/bin/python tests/samples/report.py [fr|en|part of a file's name]`.
"""

from __future__ import annotations

import sys

from sample_facts import Sample, claim_of, coded, codes, faults, find, is_told, samples
from test_samples import measure

from dragoman.records import Event


def line(sample: Sample, event: Event) -> str:
    """A record in one line."""
    text = sample.article.text
    words = " … ".join(s.of(text) for s in event.evidence["trigger"])
    sides = f"{sorted(codes(event.actor))} → {sorted(codes(event.recipient))}"
    where = event.event_loc.name if event.event_loc else None
    return f"{event.event_type}/{event.event_mode} {sides} {event.modality} {event.date} {where} “{words}”"


def report(sample: Sample) -> None:
    """What is wrong in one article."""
    print(f"== {sample.name}")
    facts = sample.facts.get("event", [])
    for fact in facts:
        made = find(sample, fact)
        if made is None:
            if not fact.get("optional"):
                print(f"  missed  {fact['type']} “{fact['trigger']}”")
            continue
        for name in faults(fact, made):
            got = getattr(made, {"mode": "event_mode", "place": "event_loc"}.get(name, name))
            got = sorted(codes(got)) if name in ("actor", "recipient") else getattr(got, "raw_text", got)
            print(f"  wrong   {name}: {got!r}, not {fact[name]!r}   {line(sample, made)}")
    for event in coded(sample.name).events:
        if not any(is_told(sample, fact, event) for fact in facts):
            print(f"  extra   {line(sample, event)}")
    for claim in sample.facts.get("claim", ()):
        if claim_of(sample, claim) is None:
            print(f"  missed  {claim['kind']} “{claim['quote']}”")


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for one in samples():
        if wanted in one.name:
            report(one)
    for language in ("fr", "en"):
        print(language, {k: round(v, 3) for k, v in measure(language).items()})
