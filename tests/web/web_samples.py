"""A store for the tests of the web face: coded articles made here, so that what a page must show is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.records import Actor, Article, Claim, Coded, Count, Event, Place, Span
from dragoman.store import Store

TOKEN = "let-me-review-this"

CODER = {"dragoman": "0.1.0", "schema": "1", "model": "none"}

TALKS = Article(
    "🕊️ Le ministre malien des Affaires étrangères a téléphoné à son homologue russe jeudi à Bamako.\n\n"
    "Moscou formerait des unités de l'armée malienne. Les sanctions pourraient retarder les livraisons.",
    title="Bamako et Moscou se parlent",
    language="fr",
    published=date(2024, 8, 2),
    url="https://example.org/talks",
    outlet="Exemple",
)
ATTACK = Article(
    "Gunmen killed 12 soldiers near Koro on Monday, the army said. It promised a reply.",
    title="Attack near Koro",
    language="en",
    published=date(2024, 9, 3),
    url="https://example.org/attack",
    outlet="Example Wire",
)
HOSTILE = Article(
    "He said \"she said '<script>window.hacked = 1</script>'\" and \u202eloc.elpmaxe\u202c attacked Koro.\n\n"
    "</span></p><img src=x onerror=window.hacked=1> &amp; {{ 7 * 7 }} \u2066x\u2069\u200b\x07 end.",
    title='"><img src=x onerror="window.hacked=1"> \u202etitle',
    language="en",
    published=date(2024, 9, 4),
    url="javascript:window.hacked=1",
    outlet="<b>Outlet</b>",
)

MALI = Actor("Le ministre malien", None, "Mali", "mli", "MLI", "GOV", reason="country adjective")
RUSSIA = Actor("russe", None, "Russia", "rus", "RUS", "GOV")
JNIM = Actor("Gunmen", None, "JNIM", "jnim", "", "REB")
ARMY = Actor("soldiers", None, "Malian Armed Forces", "mli-mil", "MLI", "MIL")
KORO = Place("Koro", 14.07, -3.08, "MLI", "Mopti", 2455358)
BAMAKO = Place("Bamako", 12.65, -8.0, "MLI", "Bamako", 2460596)


def at(article: Article, words: str) -> tuple[Span, ...]:
    """Where words stand in an article."""
    start = article.text.index(words)
    return (Span(start, start + len(words)),)


def event(article: Article, id: str, trigger: str, **fields: object) -> Event:
    """An event of an article; `fields` say what differs from talks between Mali and Russia."""
    made = Event(
        id=id,
        article_id=article.id,
        event_type="CONSULT",
        event_mode="phone",
        actor=(MALI, RUSSIA),
        recipient=(),
        modality="happened",
        evidence={"trigger": at(article, trigger)},
        quad_class="verbal cooperation",
        score=4.0,
        cameo="041",
        date=article.published.isoformat() if article.published else None,
        date_precision="day",
        confidence=0.9,
        language=article.language or "",
        event_text=article.text.split("\n")[0],
        title=article.title,
        published=article.published.isoformat() if article.published else None,
        outlet=article.outlet,
        url=article.url,
        coder=CODER,
        reasons={"trigger": "a test says so"},
    )
    return replace(made, **fields)  # type: ignore[arg-type]


PHONE = event(
    TALKS, "a" * 16, "téléphoné", event_loc=BAMAKO, topics=("diplomacy",),
    evidence={
        "trigger": at(TALKS, "téléphoné"), "actor": at(TALKS, "Le ministre malien"), "date": at(TALKS, "jeudi"),
        "event_loc": at(TALKS, "Bamako"),
    },
)  # fmt: skip
TRAINING = event(
    TALKS, "b" * 16, "formerait", event_type="AID", event_mode=None, actor=(RUSSIA,), recipient=(ARMY,),
    modality="hypothetical", quad_class="material cooperation", score=7.0, confidence=0.3, topics=("training",),
    event_text="Moscou formerait des unités de l'armée malienne.",
)  # fmt: skip
KILLING = event(
    ATTACK, "c" * 16, "killed", event_type="ASSAULT", event_mode="firearms", actor=(JNIM,), recipient=(ARMY,),
    quad_class="material conflict", score=-9.0, event_loc=KORO, dead=Count(12, 12, 12, at(ATTACK, "12 soldiers")[0]),
    attribution=ARMY, attribution_chain=(ARMY,),
    evidence={
        "trigger": at(ATTACK, "killed"), "actor": at(ATTACK, "Gunmen"), "recipient": at(ATTACK, "soldiers"),
        "dead": at(ATTACK, "12 soldiers"), "event_loc": at(ATTACK, "Koro"),
    },
)  # fmt: skip
EVIL = event(
    HOSTILE, "d" * 16, "attacked", event_type="ASSAULT", event_mode=None, actor=(replace(JNIM, entity_name="<i>JNIM</i>", actor_id=None, raw_text="<i>"),),
    recipient=(ARMY,), quad_class="material conflict", score=-9.0, event_text=HOSTILE.text, confidence=0.6,
)  # fmt: skip
OBSTACLE = Claim(
    id="e" * 16, article_id=TALKS.id, kind="obstacle", holder=(RUSSIA,), pair=(MALI, RUSSIA),
    span=at(TALKS, "Les sanctions pourraient retarder les livraisons.")[0],
    text="Les sanctions pourraient retarder les livraisons.", language="fr", title=TALKS.title,
    published="2024-08-02", outlet="Exemple", url=TALKS.url, confidence=0.8, coder=CODER,
)  # fmt: skip


def spread(number: int) -> Coded:
    """One of many plain articles, a few a month over two years."""
    day = date(2023 + number % 2, number // 2 % 12 + 1, number % 27 + 1)
    article = Article(
        f"Mali et Russie se sont parlé, numéro {number}, à Bamako.", title=f"Numéro {number}", language="fr",
        published=day, url=f"https://example.org/n/{number}", outlet="Exemple",
    )  # fmt: skip
    return Coded(article, (event(article, f"{number:016x}", "parlé", event_loc=BAMAKO),))


def fill(folder: Path, many: int = 120) -> Store:
    """The store of the tests: three articles that are looked at, and `many` plain ones."""
    store = Store(folder)
    store.add(
        [Coded(TALKS, (PHONE, TRAINING), (OBSTACLE,)), Coded(ATTACK, (KILLING,)), Coded(HOSTILE, (EVIL,))]
    )
    store.add([spread(n) for n in range(many)])
    store.link()
    return store
