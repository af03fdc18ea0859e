"""From what stands in a mention to candidates: entity, country and role put together, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dragoman.knowledge import offices
from dragoman.knowledge.actor_tables import ActorTables
from dragoman.knowledge.matches import ActorMatch, actor_of
from dragoman.knowledge.mention import key_of
from dragoman.knowledge.mention_parts import Reading
from dragoman.knowledge.named_things import stranger_name, swallows
from dragoman.knowledge.owners import STATE, Owner, Owners
from dragoman.knowledge.persons import PROMINENCE, SURNAME, Persons
from dragoman.knowledge.roles import Meaning, leads, meaning_of, seated, split
from dragoman.records import Actor

MANY = 3  # bearers in the tables; two of a name are still likelier meant than a third
KIND = {
    "GOV": "government",
    "MIL": "army",
    "COP": "police",
    "LEG": "parliament",
    "JUD": "court",
    "SPY": "intelligence",
}
NAMED_KINDS = frozenset({"company", "media", "ngo", "party", "group", "mission", "union", "religious"})
_SAID = {
    "state": ("state", "the name"),
    "adjective": ("state", "the adjective"),
    "capital": ("capital", "the capital"),
    "metonym": ("seat", "the seat or byname"),
}


class Composer:
    """Candidates for a reading, over one set of tables."""

    def __init__(self, tables: ActorTables) -> None:
        self.tables = tables
        self.persons = Persons(tables)
        self.owners = Owners(tables, self.persons)

    def compose(
        self, reading: Reading, mention: str, country: str | None, on: date | None
    ) -> list[ActorMatch]:
        """All candidates, best first."""
        if not (reading.roles or reading.owners or reading.people or reading.strangers):
            return []
        if reading.head_unknown and not (reading.people or reading.strangers or reading.owners):
            return []
        owners = self.owners.of(reading, country, on)
        bodies = any(o.type == "actor" for o in owners)
        meaning = meaning_of(reading, self.tables, bodies, not bodies and bool(owners))
        found = list(self._people(reading, owners, meaning, mention, country, on))
        sure = max((m.score for m in found), default=0.0)
        if sure < 0.7 and not reading.head_unknown:
            # A minister of another country who bears a known name is that minister, not the known person.
            headless = reading.language == "fr" and reading.items[:1] and reading.items[0].what == "name"
            if meaning is not None and not headless:
                found += self._roles(reading, owners, meaning, mention, country, on)
            elif meaning is None and (not found or sure < 0.7):
                found += self._entities(reading, owners, mention)
        elif sure < 0.7 and reading.owners and reading.language == "fr":
            found += self._apposed(reading, owners, mention)
        best: dict[tuple[str | None, str, str, str | None], ActorMatch] = {}
        for match in found:
            key = (match.actor.actor_id, match.actor.code, match.actor.sector_code, match.person_id)
            if key not in best or best[key].score < match.score:
                best[key] = match
        return sorted(best.values(), key=lambda m: -m.score)

    # -- roles -------------------------------------------------------------------------------------------------

    def _roles(
        self,
        reading: Reading,
        owners: list[Owner],
        meaning: Meaning,
        mention: str,
        country: str | None,
        on: date | None,
    ) -> Iterator[ActorMatch]:
        name = stranger_name(reading)
        if swallows(reading, meaning, name):
            return
        chosen = self.owners.chosen(reading, owners, meaning)
        home = next((f[5:] for f in meaning.flags if f.startswith("home:")), "")
        if not chosen and "owned" in meaning.flags:
            return  # "national", "compatriote": nobody without a country
        if home:  # "le pape argentin" is of the Holy See
            yield self._state_role(reading, home, meaning, mention, on, name, 0.93, False)
            return
        if not chosen:
            fills = bool(country) and not meaning.flags & {"nofill", "world", "counterpart"}
            code = country or "" if fills else ""
            if meaning.sector in (
                "IGO",
                "NGO",
            ):  # PLOVER keeps these among the countries, not among the sectors
                code, meaning = meaning.sector, meaning._replace(sector="")
            elif not meaning.sector and not name:
                return
            yield self._state_role(reading, code, meaning, mention, on, name, 0.75 if fills else 0.5, fills)
            return
        for owner in chosen:
            seat = owner.row.actor_id if owner.type == "actor" else key_of(owner.surface)
            head = seated(meaning, seat)
            if head is not None:
                yield self._state_role(
                    reading, owner.code, head, mention, on, name, owner.weight - 0.02, False
                )
                continue
            if owner.type == "actor":
                yield self._body_role(owner, meaning, mention, on, name)
                continue
            code, said = owner.code, meaning
            if meaning.sector in ("IGO", "NGO"):
                # "une ONG française" stays an NGO; "deux humanitaires allemands" are people of their country.
                person = "person" in meaning.flags
                code, said = (
                    (code, meaning._replace(sector="CVL"))
                    if person
                    else (meaning.sector, meaning._replace(sector=""))
                )
            yield self._state_role(reading, code, said, mention, on, name, owner.weight - 0.02, False)

    def _state_role(
        self, reading: Reading, code: str, meaning: Meaning, mention: str, on: date | None,
        name: str, score: float, filled: bool,
    ) -> ActorMatch:  # fmt: skip
        sector = meaning.sector
        former = "former" in reading.modifiers
        suffix = offices.BODY.get(sector) or (
            "opp" if sector == "PTY" and "OPP" in meaning.other else sector.lower()
        )
        state = code.lower() if code and code not in ("IGO", "NGO") else ""
        actor_id = f"{state}-{suffix}" if state and suffix else state or None
        row = self.tables.actors.get(actor_id or "")
        where = (
            f"{self.tables.actors[state].name}" + (" (from the context)" if filled else "")
            if state in self.tables.actors
            else "no country named"
        )
        reason = f"“{meaning.words}” is {_say(meaning)}, {where}"
        entity, person = name, None
        office = offices.office_of(meaning.office).title if meaning.office else None
        if former:
            return ActorMatch(
                Actor(raw_text=mention, entity_name=name, actor_id=actor_id, code=code, sector_code="ELI",
                      other_sector_codes=(sector,) if sector else (), office=f"former {office or meaning.words.lower()}",
                      reason=f"{reason}; former"),
                score, f"{reason}; former", "role",
            )  # fmt: skip
        if meaning.office and state and not name:
            holder = self._holder(code, meaning.office, on)
            if holder is not None:
                entity, person = holder.person, holder.person_id
                office = offices.office_of(holder.office).title
                reason += f"; held by {holder.person} since {holder.since} ({holder.source})"
            else:
                reason += (
                    "; no date is known, so no holder"
                    if on is None
                    else f"; its holder on {on} is not in the tables"
                )
        elif name:
            reason += f"; {name} is not in the tables"
        kind = (
            "office" if meaning.office else "role" if "person" in meaning.flags else KIND.get(sector, "role")
        )
        if not entity and row is not None and not meaning.office:
            entity = row.name
        actor = Actor(
            raw_text=mention, entity_name=entity, actor_id=actor_id, code=code, sector_code=sector,
            other_sector_codes=meaning.other, office=office, reason=reason,
        )  # fmt: skip
        return ActorMatch(actor, round(score, 3), reason, kind, person)

    def _holder(self, org: str, office: str, on: date | None):  # type: ignore[no-untyped-def]
        if on is None:
            return None
        wanted = offices.STANDS_FOR.get(office, (office,))
        return next(self.tables.holders(org, wanted, on.isoformat()), None)

    def _body_role(
        self, owner: Owner, meaning: Meaning, mention: str, on: date | None, name: str
    ) -> ActorMatch:
        row = owner.row
        entity, person, office = name or row.name, None, None
        reason = f"“{owner.surface}” is {row.name}"
        if "person" in meaning.flags and meaning.role.key not in (
            "soldier",
            "rebel",
            "civilian",
            "militant",
            "gunman",
        ):
            office = meaning.words.lower()
            reason += f"; “{meaning.words}” acts for it"
            wanted: tuple[str, ...] = (meaning.office,) if meaning.office else ()
            if meaning.role.key in ("president", "member", "prime-minister", "leader") and leads(
                meaning.words
            ):
                wanted = offices.STANDS_FOR["head-of-organisation"]
            if on is not None and not name and wanted:
                # A government that has a row of its own (Palestinian Authority) is led by the state's office holders.
                orgs = (row.actor_id, row.code) if row.kind == "government" else (row.actor_id,)
                held = (h for org in orgs for h in self.tables.holders(org, wanted, on.isoformat()))
                holder = next(held, None)
                if holder is not None:
                    entity, person = holder.person, holder.person_id
                    reason += f"; {holder.person} since {holder.since} ({holder.source})"
        return ActorMatch(
            actor_of(row, mention, entity, office, reason),
            round(owner.weight - 0.02, 3),
            reason,
            row.kind,
            person,
        )

    # -- entities ----------------------------------------------------------------------------------------------

    def _entities(self, reading: Reading, owners: list[Owner], mention: str) -> Iterator[ActorMatch]:
        """Names of states, groups and organisations without a role; the people of a country."""
        if not owners or not reading.owners:
            return
        head = self.owners.head(reading, owners)
        if any(item.start < reading.owners[0].start for item in reading.strangers):
            return  # "la Mutualité française", "Radisson Hotel Bamako": a name we don't know is what it is about
        name = next((reading.text(i.start, i.end) for i in reading.strangers if i.relation == ""), "")
        if "part" in reading.modifiers and all(o.type in STATE for o in head):
            return  # "eastern Congo" is a place
        if name and reading.language == "en" and not any(o.type == "people" for o in head):
            return  # "UN Resolution", "EU Law": the head is the unknown name
        bodies = [o for o in head if o.type == "actor"]
        people = [o for o in head if o.type == "people"]
        states = [] if name else [o for o in head if o.type in STATE - {"people", "person"}]
        yield from (self._entity(owner, mention) for owner in bodies)
        if reading.language == "fr" and "det" in reading.modifiers and not name:
            # "des somaliens", in small letters: an adjective with an article is used as a noun, for people.
            adjectives = [o for o in states if o.type == "adjective"]
            if adjectives and not people:
                yield from (self._citizens(o, "", mention, o.weight - 0.15) for o in adjectives)
                states = [o for o in states if o.type != "adjective"]
        for owner in states:
            weight = (
                owner.weight
                - (0.05 if bodies else 0)
                - (0.2 if people and owner.type == "adjective" and reading.language == "fr" else 0)
            )
            yield self._entity(owner._replace(weight=round(weight, 3)), mention)
        if reading.language == "en" and "det" in reading.modifiers and not people and not name and not bodies:
            # "the French", "the Chinese": the state in most news, its people where it is them that are meant.
            yield from (
                self._citizens(o, "", mention, o.weight - 0.2) for o in states if o.type == "adjective"
            )
        for owner in people:
            # "Malian" alone is what is Malian; "un Malien" and "Malians" are persons, so is "the Kenyan X".
            alone = reading.language != "fr" and any(o.type == "adjective" for o in states)
            alone = alone or any(o.type == "state" for o in states)  # "les Philippines"
            yield self._citizens(owner, name, mention, owner.weight - (0.25 if alone else 0.1))

    def _apposed(self, reading: Reading, owners: list[Owner], mention: str) -> Iterator[ActorMatch]:
        """ "le groupe nucléaire français Orano": a noun that we don't know, then the name of an organisation."""
        last = reading.owners[-1]
        ids = {e.id for e in last.entries if e.type in ("actor", "user")}
        if last.relation == "" and last.end == len(reading.tokens):
            for owner in owners:
                if owner.type == "actor" and owner.row.actor_id in ids and owner.row.kind in NAMED_KINDS:
                    yield self._entity(owner._replace(weight=owner.weight - 0.15), mention)

    def _entity(self, owner: Owner, mention: str) -> ActorMatch:
        row = owner.row
        if owner.type == "actor":
            reason = f"“{owner.surface}” is {row.name}"
            return ActorMatch(actor_of(row, mention, row.name, None, reason), owner.weight, reason, row.kind)
        kind, said = _SAID[owner.type]
        reason = f"“{owner.surface}” is {said} of {row.name}"
        return ActorMatch(actor_of(row, mention, row.name, None, reason), owner.weight, reason, kind)

    def _citizens(self, owner: Owner, name: str, mention: str, score: float) -> ActorMatch:
        state = owner.row
        reason = f"“{owner.surface}” are people of {state.name}"
        actor = Actor(
            raw_text=mention, entity_name=name or f"People of {state.name}", actor_id=f"{state.actor_id}-cvl",
            code=state.code, sector_code="CVL", reason=reason,
        )  # fmt: skip
        return ActorMatch(actor, round(score, 3), reason, "people")

    # -- people ------------------------------------------------------------------------------------------------

    def _people(
        self, reading: Reading, owners: list[Owner], meaning: Meaning | None, mention: str, country: str | None,
        on: date | None,
    ) -> Iterator[ActorMatch]:  # fmt: skip
        codes = {o.row.actor_id if o.type == "actor" else o.code for o in owners if o.relation != "at"}
        office = meaning.office if meaning else ""
        if reading.head_unknown and not reading.people:
            return
        named = list(self.persons.named(reading))
        for person_id, base, how in self._borne_out(named, codes, office, country, on):
            stint, state = self.persons.stint(person_id, codes, office, on)
            if state == "undated" and "former" in reading.modifiers:
                state = "former"
            org = self.tables.actors.get(stint.org) or self.tables.actors[stint.org.lower()]
            score = base + self.persons.weight(stint, state, base, country in (org.code, None))
            homes = {org.code, stint.org}
            if org.code == "IGO":  # "UN human rights chief": the head of a body of the family
                homes |= codes & {"un"}
            if codes and not codes & homes:
                # "Colombian defence minister Pedro Sánchez": the office or the adjective speaks against the known one.
                wanted = offices.STANDS_FOR.get(office, (office,))
                score -= (
                    0.4 if owners[0].type == "adjective" or (office and stint.office not in wanted) else 0.15
                )
            elif codes or (country and org.code == country):
                score += 0.08
            yield self._person_match(person_id, stint, state, org, mention, min(score, 0.99), how, on)

    def _borne_out(
        self,
        named: list[tuple[str, float, str]],
        codes: set[str],
        office: str,
        country: str | None,
        on: date | None,
    ) -> list[tuple[str, float, str]]:
        """Of bare surnames that many bear (Diallo, Traoré), only what something bears out: a country or an office
        beside it, or that one of them leads a state or its government. Any other Diallo is not in the tables."""
        if len(named) < MANY or any(base > SURNAME for _, base, _ in named):
            return named
        wanted = offices.STANDS_FOR.get(office, (office,))
        for person_id, _, _ in named:
            stint, state = self.persons.stint(person_id, codes, office, on)
            home = stint.org in codes or stint.org == country
            leads_now = PROMINENCE.get(stint.office, 0.0) >= 0.1 and state != "before"
            if state != "before" and (home or (office and stint.office in wanted) or leads_now):
                return named
        return []

    def _person_match(self, person_id, stint, state, org, mention, score, how, on) -> ActorMatch:  # type: ignore[no-untyped-def]
        office = offices.office_of(stint.office)
        is_state = org.kind == "state"
        sector, other = (office.sector, office.other) if is_state else (org.sector, split(org.other))
        body = offices.BODY.get(sector)
        actor_id = f"{org.actor_id}-{body}" if is_state and body else person_id if is_state else org.actor_id
        title = office.title if is_state else f"{stint.office.replace('-', ' ')} of {org.name}"
        reason = f"{how} {stint.person}, {title}{f' of {org.name}' if is_state else ''}"
        if state == "former":
            reason += f" until {stint.until or 'then'}: a former official{f' on {on}' if on else ''}"
            if sector in ("GOV", "LEG", "MIL") and is_state:
                sector, other, actor_id, title = "ELI", (sector,), person_id, f"former {title}"
            elif (
                org.code == "IGO"
            ):  # who led an international body is of their country again, where it is known
                home = self.persons.home(person_id)
                sector, other, actor_id, title = "ELI", (), person_id, f"former {title}"
                org = org._replace(code=home)
        elif state == "before":
            reason += f" only from {stint.since}, so not yet on {on}"
            if is_state:
                sector, other, actor_id, title = "", (), person_id, None  # type: ignore[assignment]
        elif state == "undated":
            reason += f" from {stint.since}{f' to {stint.until}' if stint.until else ''}; no date is known"
        else:
            reason += f" since {stint.since}"
        reason += f" ({stint.source})"
        actor = Actor(
            raw_text=mention, entity_name=stint.person, actor_id=actor_id, code=org.code, sector_code=sector,
            other_sector_codes=other, office=title,
            wikidata_id=stint.wikidata or None,
            reason=reason,
        )  # fmt: skip
        return ActorMatch(actor, round(score, 3), reason, "person", person_id)


def _say(meaning: Meaning) -> str:
    if meaning.office:
        return f"the office of {offices.office_of(meaning.office).title}"
    return f"a role noun ({meaning.sector or 'no sector of its own'})"
