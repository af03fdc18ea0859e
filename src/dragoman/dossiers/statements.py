"""Stakes, obstacles and concerns of a relation, from the store's claims: quoted, with who says it."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.dossiers.dossier import Statement
from dragoman.dossiers.parties import is_of, party_of
from dragoman.records import Actor, Claim

_KNOWN = {"": 0, "other": 1}
"""How much a reading says of whose a statement is; 2 where it is a side's."""


def about(claim: Claim, a: str, b: str, articles: frozenset[str]) -> bool:
    """Whether a claim is about the relation of two actors.

    Either its pair is theirs, or it stands in an article that tells of both and names one of the two (a country also by its
    armed men, firms or people) beside somebody at large ("the West", "the international community"), beside nobody, or
    beside the third party whose concern it is.
    """
    pair = claim.pair
    if any(is_of(x, a) for x in pair) and any(is_of(x, b) for x in pair):
        return True
    if claim.article_id not in articles:
        return False
    touched = [x for x in pair if _belongs(x, a) or _belongs(x, b)]
    worried = claim.holder if claim.kind == "concern" else ()
    others = [x for x in pair if x not in touched and x not in worried]
    return bool(touched) and not any(x.code or x.sector_code for x in others)


def statements(
    claims: Iterable[Claim], a: str, b: str, kinds: Iterable[str], new_since: str | None
) -> tuple[Statement, ...]:
    """The statements of some kinds, each passage once, by day of publication."""
    wanted = set(kinds)
    made = {
        (c.article_id, c.span): _statement(c, a, b, new_since)
        # Of one passage read twice, the reading that says whose it is overwrites the other.
        for c in sorted(claims, key=lambda c: (_KNOWN.get(_side(c, a, b), 2), c.confidence, c.id))
        if c.kind in wanted
    }
    return tuple(sorted(made.values(), key=lambda s: (s.published or "", s.article_id, s.span)))


def _statement(claim: Claim, a: str, b: str, new_since: str | None) -> Statement:
    said = claim.attribution
    return Statement(
        claim_id=claim.id,
        kind=claim.kind,
        side=_side(claim, a, b),
        holder=tuple(party_of(h) for h in claim.holder),
        quote=claim.text,
        span=claim.span,
        article_id=claim.article_id,
        outlet=claim.outlet,
        title=claim.title,
        url=claim.url,
        published=claim.published,
        language=claim.language,
        speaker=(said.entity_name or said.raw_text) if said else None,
        topics=claim.topics,
        confidence=claim.confidence,
        new=new_since is not None and (claim.published or "")[:10] > new_since,
    )


def _side(claim: Claim, a: str, b: str) -> str:
    of_a = any(is_of(h, a) for h in claim.holder)
    of_b = any(is_of(h, b) for h in claim.holder)
    if of_a or of_b:
        return "both" if of_a and of_b else "a" if of_a else "b"
    return "other" if claim.holder else ""


def _belongs(actor: Actor, key: str) -> bool:
    return actor.code == key if key.isupper() else actor.actor_id == key
