"""Settled gold → its development half and its locked half, by a hash of the article, so that no article is in both.

    python training/annotation/split.py SETTLED.jsonl --out training/data/gold-fr

The locked half is scored only when a version is finished (`docs/scores.md`); its errors are never read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path


def half(source: str, article: str) -> str:
    """dev or locked, by the article alone."""
    digest = hashlib.sha256(f"gold {source}/{article}".encode()).hexdigest()
    return "locked" if int(digest[:8], 16) % 2 else "dev"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("settled", type=Path)
    parser.add_argument("--out", required=True, help="path and first part of the two names")
    options = parser.parse_args()
    lines = options.settled.read_text(encoding="utf-8").splitlines()
    for part in ("dev", "locked"):
        kept = [x for x in lines if half((row := json.loads(x))["source"], row["article"]) == part]
        Path(f"{options.out}-{part}.jsonl").write_text("\n".join(kept) + "\n", encoding="utf-8")
        print(f"{part}: {len(kept)} sentences")


if __name__ == "__main__":
    main()
