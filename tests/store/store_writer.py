"""A writing process for the tests of the store: `store_writer.py DIR START STOP BATCH [die]`.

Prints a line once the store is open and one after each commit that stands. `die`: kill -9 between the commit of
the events and that of the articles.
"""

from __future__ import annotations

import os
import signal
import sys

import store_samples as made

from dragoman.store import Store, commit


def main(folder: str, start: int, stop: int, batch: int, die: bool) -> None:
    store = Store(folder)
    if die:
        write = commit._write

        def dying(tables, connection, name, change, properties):
            if name == "articles" and change.rows:
                os.kill(os.getpid(), signal.SIGKILL)
            return write(tables, connection, name, change, properties)

        commit._write = dying
    print("open", flush=True)
    missing = store.unknown((made.spread(i).article for i in range(start, stop)), made.CODER)
    numbers = (int(a.title.split()[1]) for a in missing)
    for coded in store.add_all((made.spread(i) for i in numbers), batch=batch, coder=made.CODER):
        print(coded.article.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:] == ["die"])
