"""The columns of every table, one line each: docs, CSV header and Delta schema follow them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its DuckDB type, what it holds. A `helper` serves queries and is not exported."""

    name: str
    type: str
    says: str
    helper: bool = False


def _side(side: str, who: str) -> tuple[Column, ...]:
    listed = (
        ("names", f"names of {who}, in the order of the text; its words where no name is known"),
        ("ids", f"`actor_id` of {who}, empty text where it is not in the knowledge tables"),
        ("codes", f"country or kind under which {who} count: ISO alpha-3, IGO, NGO, MNC or empty"),
        ("sectors", f"PLOVER sector of {who}, empty text where none is known"),
    )
    says = f"what filters find of {who}: code (a country's for its state alone), `code:sector`, `actor_id`"
    keys = Column(f"{side}_keys", "VARCHAR[]", says, helper=True)
    return (*(Column(f"{side}_{name}", "VARCHAR[]", says) for name, says in listed), keys)


def _count(name: str, who: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_low", "BIGINT", f"the least number of people {who} that the text allows"),
        Column(f"{name}_best", "BIGINT", f"the best single reading of how many people were {who}"),
        Column(f"{name}_high", "BIGINT", "the most; null where the text gives no upper bound"),
    )


_PLACE: tuple[Column, ...] = (
    Column("place", "VARCHAR", "where it happened: name of the place"),
    Column("lat", "DOUBLE", "latitude, WGS84 degrees"),
    Column("lon", "DOUBLE", "longitude, WGS84 degrees"),
    Column("loc_country", "VARCHAR", "country where it happened, ISO alpha-3"),
    Column("admin1", "VARCHAR", "region (first administrative level) where it happened"),
    Column("geonames_id", "BIGINT", "GeoNames id of the place"),
    Column("loc_precision", "VARCHAR", "place, admin1, admin2, region or country"),
)

EVENTS: tuple[Column, ...] = (
    Column("event_id", "VARCHAR", "hash of the event's content: article, trigger, type, sides"),
    Column("article_id", "VARCHAR", "the article that tells it"),
    Column("position", "INTEGER", "its place among the events of the article, from 0", helper=True),
    Column("event_type", "VARCHAR", "one of the sixteen PLOVER types"),
    Column("event_mode", "VARCHAR", "mode of the type, or null"),
    Column("quad_class", "VARCHAR", "verbal or material, cooperation or conflict"),
    Column("score", "DOUBLE", "conflict-cooperation score, -10 to 10"),
    Column("cameo", "VARCHAR", "nearest CAMEO code"),
    Column("contexts", "VARCHAR[]", "PLOVER contexts"),
    Column("topics", "VARCHAR[]", "codes of the axis list: training, equipment, energy ..."),
    Column("modality", "VARCHAR", "happened, ongoing, planned, hypothetical, alleged or denied"),
    Column("historical", "BOOLEAN", "told as background, not as the article's news"),
    Column("date", "VARCHAR", "date of the event as far as it is known: 2024-08-01, 2024-08 or 2024"),
    Column("date_precision", "VARCHAR", "day, week, month, season or year"),
    Column(
        "day", "DATE", "first day of `date`, else the day of publication: what since, until and series go by"
    ),
    Column("day_end", "DATE", "last day of `date`, else the day of publication"),
    *_side("actor", "those who do it"),
    *_side("recipient", "those it is done to"),
    *_PLACE,
    *_count("dead", "killed"),
    *_count("injured", "injured"),
    *_count("arrested", "arrested"),
    Column(
        "speaker", "VARCHAR", "nearest speaker on whose word it rests; null when the outlet says it itself"
    ),
    Column("speaker_id", "VARCHAR", "`actor_id` of that speaker"),
    Column("confidence", "DOUBLE", "calibrated share of right events among those with this figure, 0 to 1"),
    Column("language", "VARCHAR", "language of the article"),
    Column("title", "VARCHAR", "title of the article"),
    Column("published", "VARCHAR", "when the article was published, ISO date or moment"),
    Column("outlet", "VARCHAR", "who published it"),
    Column("url", "VARCHAR", "its address"),
    Column("sentence", "VARCHAR", "the sentence that tells the event first"),
    Column("month", "VARCHAR", "month of publication, 2024-08, or `undated`: the partition", helper=True),
    Column("record", "VARCHAR", "the whole record as JSON, as `Event.to_dict()` gives it"),
)

CLAIMS: tuple[Column, ...] = (
    Column("claim_id", "VARCHAR", "hash of the claim's content"),
    Column("article_id", "VARCHAR", "the article that tells it"),
    Column("position", "INTEGER", "its place among the claims of the article, from 0", helper=True),
    Column("kind", "VARCHAR", "stake, obstacle or concern"),
    *_side("holder", "those whose stake, obstacle or concern it is"),
    *_side("pair", "the two actors of the relation it is about"),
    Column("topics", "VARCHAR[]", "codes of the axis list"),
    Column("text", "VARCHAR", "the quoted passage"),
    Column("speaker", "VARCHAR", "nearest speaker; null when the outlet says it itself"),
    Column("speaker_id", "VARCHAR", "`actor_id` of that speaker"),
    Column("confidence", "DOUBLE", "0 to 1"),
    Column("language", "VARCHAR", "language of the article"),
    Column("title", "VARCHAR", "title of the article"),
    Column("published", "VARCHAR", "when the article was published, ISO date or moment"),
    Column("day", "DATE", "day of publication"),
    Column("outlet", "VARCHAR", "who published it"),
    Column("url", "VARCHAR", "its address"),
    Column("month", "VARCHAR", "month of publication, 2024-08, or `undated`: the partition", helper=True),
    Column("record", "VARCHAR", "the whole record as JSON, as `Claim.to_dict()` gives it"),
)

ARTICLES: tuple[Column, ...] = (
    Column("article_id", "VARCHAR", "hash of the canonical address, else of title and text"),
    Column("text_hash", "VARCHAR", "version of the text under that id"),
    Column("title", "VARCHAR", "title as it was read"),
    Column("text", "VARCHAR", "the text that every offset points into; a lone surrogate is kept as U+FFFD"),
    Column("language", "VARCHAR", "language of the article"),
    Column("published", "VARCHAR", "when it was published, ISO date or moment"),
    Column("day", "DATE", "day of publication"),
    Column("published_from", "VARCHAR", "where that date was found: metadata, url, dateline, given or empty"),
    Column("url", "VARCHAR", "its address"),
    Column("outlet", "VARCHAR", "who published it"),
    Column("author", "VARCHAR", "who signed it"),
    Column("source", "VARCHAR", "file, row or feed it was read from"),
    Column("events", "INTEGER", "how many events it gave"),
    Column("claims", "INTEGER", "how many claims it gave"),
    Column("problems", "VARCHAR", "what was passed over and why, a JSON list"),
    Column("coder", "VARCHAR", "versions of what coded it, a JSON object"),
    Column("digest", "VARCHAR", "hash of all of it: the same again is not written", helper=True),
    Column("month", "VARCHAR", "month of publication, 2024-08, or `undated`: the partition", helper=True),
)  # fmt: skip

HAPPENINGS: tuple[Column, ...] = (
    Column("happening_id", "VARCHAR", "id that stays; made from the oldest record when it was first linked"),
    Column("aliases", "VARCHAR[]", "ids of happenings that were found to be this one"),
    Column("event_type", "VARCHAR", "the type told most"),
    Column("event_types", "VARCHAR[]", "all types told, most told first"),
    Column("event_mode", "VARCHAR", "mode of the type, or null"),
    Column("quad_class", "VARCHAR", "verbal or material, cooperation or conflict"),
    Column("score", "DOUBLE", "conflict-cooperation score, -10 to 10"),
    Column("contexts", "VARCHAR[]", "PLOVER contexts of all records"),
    Column("topics", "VARCHAR[]", "topics of all records"),
    Column("modality", "VARCHAR", "the best known: happened before ongoing, denied, alleged, planned, hypothetical"),
    Column("historical", "BOOLEAN", "told only as background"),
    Column("date", "VARCHAR", "the date told most, to the day where any record has a day"),
    Column("date_precision", "VARCHAR", "day, week, month, season or year"),
    Column("day", "DATE", "first day of the window in which it was: what since, until and series go by"),
    Column("day_end", "DATE", "last day of that window"),
    *_side("actor", "all who are said to do it"),
    *_side("recipient", "all it is said to be done to"),
    *_PLACE,
    *_count("dead", "killed"),
    *_count("injured", "injured"),
    *_count("arrested", "arrested"),
    Column("disputed", "VARCHAR[]", "fields on which its records differ"),
    Column("event_ids", "VARCHAR[]", "the records beneath, oldest first"),
    Column("article_ids", "VARCHAR[]", "the articles that tell it, oldest first"),
    Column("outlets", "VARCHAR[]", "who published them"),
    Column("languages", "VARCHAR[]", "their languages"),
    Column("tellings", "INTEGER", "how many records tell it"),
    Column("sources", "INTEGER", "how many independent sources: near-copies and reprints are one"),
    Column("confidence", "DOUBLE", "that at least one independent source is right, 0 to 1"),
    Column("title", "VARCHAR", "title of the article with the surest record"),
    Column("sentence", "VARCHAR", "the sentence of that record"),
    Column("first_published", "VARCHAR", "when the first of its articles was published"),
    Column("last_published", "VARCHAR", "when the last one was"),
    Column("heap", "VARCHAR", "happenings that were told apart together", helper=True),
    Column("made_of", "VARCHAR[]", "article and version of each record: what changed is linked again", helper=True),
    Column("born", "BIGINT", "version of the store in which the id was first given", helper=True),
    Column("linker", "VARCHAR", "version of the linking that made it", helper=True),
    Column("month", "VARCHAR", "month of `day`, 2024-08, or `undated`: the partition", helper=True),
    Column("record", "VARCHAR", "the whole record as JSON, as `Happening.to_dict()` gives it"),
)  # fmt: skip

REVIEWS: tuple[Column, ...] = (
    Column("review_id", "VARCHAR", "hash of what was said, by whom and when"),
    Column("article_id", "VARCHAR", "the article that tells the record"),
    Column("event_id", "VARCHAR", "the record as it was called when it was reviewed"),
    Column("event_type", "VARCHAR", "the type that the coder had given it"),
    Column("quote", "VARCHAR", "the words of its trigger: what the review hangs on"),
    Column("verdict", "VARCHAR", "confirm, correct, reject, or reopen (what was said before no longer counts)"),
    Column("field", "VARCHAR", "the field that was corrected, else empty"),
    Column("old", "VARCHAR", "what stood there, as JSON"),
    Column("new", "VARCHAR", "what should, as JSON"),
    Column("by", "VARCHAR", "who says so"),
    Column("at", "VARCHAR", "when, ISO moment in UTC"),
    Column("note", "VARCHAR", "why, in the analyst's words"),
    Column("month", "VARCHAR", "month of publication of the article, or `undated`: the partition", helper=True),
    Column("record", "VARCHAR", "the whole review as JSON, as `Review.to_dict()` gives it"),
)  # fmt: skip

ORIGINALS: tuple[Column, ...] = (
    *EVENTS,
    Column("shown", "VARCHAR", "`event_id` under which `events` has it as reviewed; null where rejected", helper=True),
)  # fmt: skip

COLUMNS: Mapping[str, Sequence[Column]] = {
    "events": EVENTS,
    "claims": CLAIMS,
    "happenings": HAPPENINGS,
    "reviews": REVIEWS,
    "originals": ORIGINALS,
    "articles": ARTICLES,
}
"""The tables of a store. One added here comes into an existing store with its next commit."""

BESIDE = ("reviews", "originals")
"""Tables that serve review; what the coder wrote of reviewed records is in `originals`. Neither counted nor exported."""

ACTORS: tuple[Column, ...] = (
    Column("event_id", "VARCHAR", "the event"),
    Column("side", "VARCHAR", "actor or recipient"),
    Column("position", "INTEGER", "its place on that side, from 0"),
    Column("raw_text", "VARCHAR", "the words of the text"),
    Column("entity_name", "VARCHAR", "name"),
    Column("actor_id", "VARCHAR", "row of the knowledge tables, null where there is none"),
    Column("code", "VARCHAR", "country or kind under which it counts"),
    Column("sector_code", "VARCHAR", "PLOVER sector"),
    Column("other_sector_codes", "VARCHAR[]", "further sectors"),
    Column("office", "VARCHAR", "office held"),
    Column("wikidata_id", "VARCHAR", "Wikidata id where known"),
    Column("span_start", "INTEGER", "where its words start in the article's text, in code points"),
    Column("span_end", "INTEGER", "where they end"),
)

EVIDENCE: tuple[Column, ...] = (
    Column("event_id", "VARCHAR", "the event"),
    Column("field", "VARCHAR", "the field that these words support; `trigger` is always there"),
    Column("span_start", "INTEGER", "where the words start in the article's text, in code points"),
    Column("span_end", "INTEGER", "where they end"),
)

EXPORTED: Mapping[str, Sequence[Column]] = {
    **{n: [c for c in columns if not c.helper] for n, columns in COLUMNS.items() if n not in BESIDE},
    "actors": ACTORS,
    "evidence": EVIDENCE,
}
"""The tables of a `.duckdb` export. CSV and Parquet have the columns of its `events`, CSV no `record`."""

PARTITION = "month"
UNDATED = "undated"
