"""The built tables hold together: what points at a row finds it, dates are dates, ids are single."""

import re
from collections import Counter
from itertools import pairwise

from dragoman.codebook import SECTORS
from dragoman.knowledge.actor_tables import TABLES, load

T = load()
DAY = re.compile(r"(\d{4}(-\d{2}-\d{2})?)?")


def test_ids_are_single() -> None:
    lines = (TABLES / "actors.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [i for i, n in Counter(line.split("\t")[0] for line in lines).items() if n > 1] == []


def test_every_name_leads_to_a_row() -> None:
    lost = []
    for key in T.names:
        for entry in T.entries(key):
            known = {
                "state": T.actors, "adjective": T.actors, "people": T.actors, "capital": T.actors,
                "metonym": T.actors, "actor": T.actors, "role": T.roles, "person": T.by_person,
                "surname": T.by_person,
            }.get(entry.type)  # fmt: skip
            if known is not None and entry.id not in known:
                lost.append((key, entry))
    assert lost == []


def test_every_stint_has_an_org_and_runs_forward() -> None:
    for stints in T.by_person.values():
        for stint in stints:
            assert stint.org in T.actors or stint.org.lower() in T.actors, stint
            assert DAY.fullmatch(stint.since) and stint.since, stint
            assert DAY.fullmatch(stint.until), stint
            assert not stint.until or stint.since <= stint.until, stint
            assert stint.source


def test_one_person_holds_the_first_office_of_a_state_at_a_time() -> None:
    both = []
    for (org, office), stints in T.by_office.items():
        if office not in ("president", "prime-minister", "foreign-minister") or len(org) != 3:
            continue
        exact = sorted(s for s in stints if len(s.since) == 10 and s.source.startswith(("memory", "wce")))
        exact.sort(key=lambda s: s.since)
        both += [
            (a.person, b.person, org)
            for a, b in pairwise(exact)
            if (not a.until or a.until > b.since) and a.person != b.person
        ]
    # Two presidents at once, each recognised by some, in these crises only.
    assert {(a, b) for a, b, _ in both} == {
        ("Laurent Gbagbo", "Alassane Ouattara"), ("Yahya Jammeh", "Adama Barrow"),
    }  # fmt: skip


def test_sectors_and_codes_are_the_codebooks() -> None:
    for row in T.actors.values():
        assert row.sector in SECTORS or row.sector == "", row
        assert all(other in SECTORS for other in row.other.split("|") if other), row
        assert row.code in ("", "IGO", "NGO") or row.code.lower() in T.actors, row
        assert row.name and row.source, row


def test_members_and_phases_belong_to_rows() -> None:
    assert set(T.members) <= set(T.actors)
    assert set(T.phases) <= set(T.actors)
    for members in T.members.values():
        assert all(code.lower() in T.actors for code, _, _ in members)


def test_every_state_of_the_sahel_has_its_three_ministers_on_any_day_of_2024() -> None:
    for code in ("MLI", "BFA", "NER", "TCD", "MRT", "SEN"):
        for office in ("president", "prime-minister", "foreign-minister", "defence-minister"):
            for day in ("2024-01-02", "2024-06-01", "2024-12-30"):
                held = list(T.holders(code, (office,), day))
                known_gap = (code, office, day) in {
                    ("TCD", "defence-minister", "2024-01-02"), ("SEN", "defence-minister", "2024-01-02"),
                }  # fmt: skip
                assert len(held) == (0 if known_gap else 1), (code, office, day, [s.person for s in held])
