"""Workers that began alike and saw different shares of the data → one network, the mean of their weights.

python training/judge/average.py A.pt B.pt --out AB.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workers", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    found = [torch.load(p, map_location="cpu") for p in options.workers]
    torch.save({n: torch.stack([f[n].float() for f in found]).mean(0) for n in found[0]}, options.out)


if __name__ == "__main__":
    main()
