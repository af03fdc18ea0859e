"""What the grammar of rewritings counts: `python tests/coding/rewriting_report.py` prints the tables of
`docs/decisions/rewriting.md` and what fails without standing in `rewriting_known.toml`; with `--mend` it first takes
out of that file what holds by now.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Mapping

from rewriting import FORMS, HERE, cases, coded, known


def shares(language: str, by: str) -> dict[str, tuple[int, int]]:
    """For each `form` or `kind`: how many cases hold, and how many there are."""
    counted: dict[str, list[bool]] = defaultdict(list)
    for case in cases(language):
        counted[getattr(case, by)].append(case.holds())
    return {k: (sum(v), len(v)) for k, v in counted.items()}


def mend() -> None:
    """Take the cases that hold by now out of the known ones."""
    path = HERE / "rewriting_known.toml"
    holding = {f'language = "{c.language}"' + c.id for x in ("fr", "en") for c in cases(x) if c.holds()}
    language, kept = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        language = line if line.startswith("language") else language
        if language + line.strip(' ",') not in holding:
            kept.append(line)
    text = re.sub(r"\n\[\[known\]\]\n[^\n]*\n[^\n]*\ncases = \[\n\]\n", "", "\n".join(kept) + "\n")
    path.write_text(text, encoding="utf-8")
    known.cache_clear()


def main() -> None:
    """Tables in Markdown, then every failure that is not known; `--mend` first takes out what holds by now."""
    if "--mend" in sys.argv:
        mend()
    for by in ("form", "kind"):
        french, english = shares("fr", by), shares("en", by)
        print(f"\n| {by} | French | English |\n|---|---|---|")
        for name in FORMS if by == "form" else sorted(french):
            print(f"| {name} | {_share(french.get(name))} | {_share(english.get(name))} |")
        print(f"| all | {_share(_total(french))} | {_share(_total(english))} |")
    for language in ("fr", "en"):
        for case in cases(language):
            if case.holds() == (case.id in known(language)):
                print(f"\n{language} {case.id} ({'mended' if case.holds() else 'wrong'})\n  {case.sentence}")
                print(f"  want {case.records[0]}")
                print(f"  got  {'; '.join(map(str, coded(language, case.sentence))) or 'nothing'}")


def _total(counted: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    return sum(r for r, _ in counted.values()), sum(n for _, n in counted.values())


def _share(counted: tuple[int, int] | None) -> str:
    return f"{counted[0]} of {counted[1]}" if counted else ""


if __name__ == "__main__":
    main()
