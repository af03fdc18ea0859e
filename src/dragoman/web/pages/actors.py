"""Who is in the store; and one country or actor: offices over time, partners, months, events."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from fastapi import APIRouter, Query, Request

from dragoman.dossiers import party
from dragoman.errors import InputError
from dragoman.knowledge import Actors as Known
from dragoman.knowledge.actor_tables import load
from dragoman.web import asking
from dragoman.web.contexts import Actor, Actors, Choice, Found, Post
from dragoman.web.desk import Desk
from dragoman.web.pages.twins import Id, both

router = APIRouter(tags=["pages"])

POSTS = 60
"""Offices shown of a country, the latest first."""


@cache
def known() -> Known:
    """The knowledge tables."""
    return Known()


@both(router, "/actors", "actors.html", Actors)
def actors(
    request: Request,
    name: Annotated[str, Query(max_length=120, description="A name or a role to look for.")] = "",
) -> Actors:
    """The countries and other actors of most events; with `name`, whom it may mean."""
    desk: Desk = request.app.state.desk
    found = known().find(name, language=request.state.ui.language) if name.strip() else []
    listed = [
        Found(m.actor.actor_id or "", m.actor.entity_name, round(m.score, 2), m.reason)
        for m in found
        if m.actor.actor_id
    ]
    sql = (
        f"SELECT side, sum(n)::BIGINT AS n FROM (SELECT unnest({asking.SIDES}) AS side, n FROM "
        "(SELECT actor_keys, recipient_keys, count(*) AS n FROM events GROUP BY ALL)) "
        "WHERE regexp_matches(side, '^[a-z]') AND NOT regexp_matches(side, '^[a-z]{3}-(gov|mil|leg|jud|cop|spy)$') "
        "AND NOT regexp_full_match(side, '[a-z]{3}') GROUP BY side ORDER BY n DESC, side LIMIT 40"
    )
    others = desk.kept(("others",), lambda: [Choice(str(k), int(n)) for k, n in desk.rows(sql)])
    return Actors(name, listed, asking.tones(desk, {}, 60), others)


@both(router, "/actors/{actor_id}", "actor.html", Actor)
def actor(request: Request, actor_id: Id) -> Actor:
    """A country by its code (its state) or an actor by its id."""
    desk: Desk = request.app.state.desk
    who = actor_id.upper() if len(actor_id) == 3 and actor_id.isalpha() else actor_id
    row = known().get(who.lower())
    total = desk.kept(("total", who), lambda: desk.store.count("events", side=who))
    if row is None and not total:
        raise InputError(f"There is no actor {actor_id[:40]!r} here; /actors looks for one by name.")
    months = asking.months(desk, {"side": who})
    counted = sum(m.n for m in months)
    named = party(who)
    return Actor(
        key=who,
        names={"fr": named.fr, "en": named.en},
        row=row._asdict() if row else None,
        posts=_posts(who),
        members=sorted(known().members(who)),
        total=total,
        net=sum((m.net or 0) * m.n for m in months) / counted if counted else None,
        partners=asking.partners(desk, who, {}),
        months=months,
        latest=asking.latest(desk, {"side": who}),
    )


def _posts(who: str) -> list[Post]:
    tables = load()
    stints = known().offices(who)
    if not stints:
        stints = [s for (org, _), held in tables.by_office.items() if org == who for s in held]
    stints = sorted(stints, key=lambda s: s.since, reverse=True)[:POSTS]
    return [Post(s.person_id, s.person, s.org, s.office, s.since, s.until, s.source) for s in stints]
