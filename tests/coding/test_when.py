"""Dates: what a text tells against its day of publication, Thursday 1 August 2024 where nothing else is said."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.dateforms import in_date
from dragoman.coding.when import Dates, When, inherit, last_before
from dragoman.grammar import Grammar
from dragoman.records import Article, Span

DAY = date(2024, 8, 1)

# language, text, value, precision, role of its first date
TOLD = [
    ("fr", "le 1er août 2024", "2024-08-01", "day", "when"),
    ("fr", "jeudi 01 août 2024", "2024-08-01", "day", "when"),
    ("fr", "le jeudi 1er août", "2024-08-01", "day", "when"),
    ("fr", "le 3 aout 2023", "2023-08-03", "day", "when"),
    ("fr", "2024-07-30", "2024-07-30", "day", "when"),
    ("fr", "le 30/07/2024", "2024-07-30", "day", "when"),
    ("fr", "en août 2024", "2024-08", "month", "when"),
    ("fr", "en 2014", "2014", "year", "when"),
    ("fr", "fin juillet", "2024-07", "month", "when"),
    ("fr", "mi-juillet", "2024-07", "month", "when"),
    ("fr", "début 2023", "2023", "year", "when"),
    ("fr", "au mois de mars dernier", "2024-03", "month", "when"),
    ("fr", "mardi", "2024-07-30", "day", "when"),
    ("fr", "jeudi", "2024-08-01", "day", "when"),
    ("fr", "vendredi", "2024-07-26", "day", "when"),
    ("fr", "jeudi soir", "2024-08-01", "day", "when"),
    ("fr", "mardi prochain", "2024-08-06", "day", "when"),
    ("fr", "jeudi prochain", "2024-08-08", "day", "when"),
    ("fr", "lundi dernier", "2024-07-29", "day", "when"),
    ("fr", "jeudi dernier", "2024-07-25", "day", "when"),
    ("fr", "ce mercredi", "2024-07-31", "day", "when"),
    ("fr", "hier", "2024-07-31", "day", "when"),
    ("fr", "avant-hier", "2024-07-30", "day", "when"),
    ("fr", "demain", "2024-08-02", "day", "when"),
    ("fr", "aujourd’hui", "2024-08-01", "day", "when"),
    ("fr", "la semaine dernière", "2024-07-22", "week", "when"),
    ("fr", "la semaine prochaine", "2024-08-05", "week", "when"),
    ("fr", "cette semaine", "2024-07-29", "week", "when"),
    ("fr", "le mois dernier", "2024-07", "month", "when"),
    ("fr", "l’an dernier", "2023", "year", "when"),
    ("fr", "l'année prochaine", "2025", "year", "when"),
    ("fr", "il y a trois jours", "2024-07-29", "day", "when"),
    ("fr", "il y a deux semaines", "2024-07-15", "week", "when"),
    ("fr", "il y a dix ans", "2014", "year", "when"),
    ("fr", "il y a six mois", "2024-02", "month", "when"),
    ("fr", "dans deux jours", "2024-08-03", "day", "when"),
    ("fr", "dans la nuit de lundi à mardi", "2024-07-29", "day", "when"),
    ("fr", "dans la nuit du 30 au 31 juillet", "2024-07-30", "day", "when"),
    ("fr", "du 3 au 5 juillet", "2024-07-03", "day", "when"),
    ("fr", "les 3 et 4 juillet 2024", "2024-07-03", "day", "when"),
    ("fr", "au printemps 2023", "2023-03", "season", "when"),
    ("fr", "depuis 2012", "2012", "year", "since"),
    ("fr", "depuis le 18 août 2020", "2020-08-18", "day", "since"),
    ("fr", "jusqu’au 31 décembre", "2024-12-31", "day", "until"),
    ("fr", "d'ici fin août", "2024-08", "month", "until"),
    ("fr", "l'accord de 2015", "2015", "year", "noun"),
    ("fr", "le putsch d'août 2020", "2020-08", "month", "noun"),
    ("fr", "l'attaque de mardi", "2024-07-30", "day", "noun"),
    ("en", "August 1, 2024", "2024-08-01", "day", "when"),
    ("en", "1 August 2024", "2024-08-01", "day", "when"),
    ("en", "on Aug. 1", "2024-08-01", "day", "when"),
    ("en", "Thursday, August 1", "2024-08-01", "day", "when"),
    ("en", "the 18th of August 2020", "2020-08-18", "day", "when"),
    ("en", "in March 2023", "2023-03", "month", "when"),
    ("en", "in March", "2024-03", "month", "when"),
    ("en", "last March", "2024-03", "month", "when"),
    ("en", "mid-July", "2024-07", "month", "when"),
    ("en", "in 2014", "2014", "year", "when"),
    ("en", "Tuesday", "2024-07-30", "day", "when"),
    ("en", "on Thursday", "2024-08-01", "day", "when"),
    ("en", "next Tuesday", "2024-08-06", "day", "when"),
    ("en", "last Friday", "2024-07-26", "day", "when"),
    ("en", "late on Monday", "2024-07-29", "day", "when"),
    ("en", "Sunday night", "2024-07-28", "day", "when"),
    ("en", "yesterday", "2024-07-31", "day", "when"),
    ("en", "the day before yesterday", "2024-07-30", "day", "when"),
    ("en", "tomorrow", "2024-08-02", "day", "when"),
    ("en", "overnight", "2024-08-01", "day", "when"),
    ("en", "three days ago", "2024-07-29", "day", "when"),
    ("en", "a year ago", "2023", "year", "when"),
    ("en", "last month", "2024-07", "month", "when"),
    ("en", "last week", "2024-07-22", "week", "when"),
    ("en", "this week", "2024-07-29", "week", "when"),
    ("en", "last year", "2023", "year", "when"),
    ("en", "next year", "2025", "year", "when"),
    ("en", "in summer 2023", "2023-06", "season", "when"),
    ("en", "March 3-5", "2024-03-03", "day", "when"),
    ("en", "from Monday to Wednesday", "2024-07-29", "day", "when"),
    ("en", "since 2012", "2012", "year", "since"),
    ("en", "since March", "2024-03", "month", "since"),
    ("en", "until December 31", "2024-12-31", "day", "until"),
    ("en", "the 2015 nuclear deal", "2015", "year", "noun"),
    ("en", "the coup of 2020", "2020", "year", "noun"),
    ("en", "Monday's attack", "2024-07-29", "day", "noun"),
]
NO_DATE = [
    ("fr", "pendant trois jours"), ("fr", "chaque mardi"), ("fr", "tous les vendredis"), ("fr", "les années 1990"),
    ("fr", "trois jours après l'attaque"), ("fr", "plus de 2000 soldats"), ("fr", "le Premier ministre"),
    ("fr", "le 31 juin"), ("fr", "la veille du scrutin"), ("fr", "mardi gras"), ("fr", "il y a quelques jours"),
    ("fr", "ces derniers mois"), ("fr", "un budget de 2 500 euros"),
    ("en", "for three days"), ("en", "on Mondays"), ("en", "every Friday"), ("en", "in the 1990s"),
    ("en", "he may march"), ("en", "two years after the coup"), ("en", "in the past week"), ("en", "Bloody Sunday"),
    ("en", "in 2000 people"), ("en", "February 30"), ("en", "several days ago"), ("en", "(1800 UTC)"), ("en", "Super Tuesday"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "value", "precision", "role"), TOLD)
def test_tells(language: str, text: str, value: str, precision: str, role: str) -> None:
    first = Dates(language).mentions(text, DAY)[0]
    assert (first.value, first.precision, first.role) == (value, precision, role)
    assert first.reason


@pytest.mark.parametrize(("language", "text"), NO_DATE)
def test_tells_none(language: str, text: str) -> None:
    told = Dates(language).mentions(text, DAY)
    assert [w.value for w in told if w.value] == []
    assert all(w.reason for w in told)


RELATIVE = [
    ("fr", "mardi"), ("fr", "hier"), ("fr", "la semaine dernière"), ("fr", "il y a trois jours"), ("fr", "le 3 mai"),
    ("fr", "en mars"), ("en", "Tuesday"), ("en", "yesterday"), ("en", "last month"), ("en", "May 3"), ("en", "in March"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), RELATIVE)
def test_never_today_where_the_article_has_no_date(language: str, text: str) -> None:
    when = Dates(language).resolve(text, None)
    assert when.value is None
    assert "no date" in when.reason


def test_a_dateline_stands_in_for_publication_and_wins_close_to_it() -> None:
    dates = Dates("fr")
    assert dates.resolve("mardi", None, date(2024, 8, 1)).value == "2024-07-30"
    assert dates.resolve("hier", date(2024, 8, 3), date(2024, 8, 1)).value == "2024-07-31"
    assert dates.resolve("hier", date(2024, 8, 3), date(2019, 8, 1)).value == "2024-08-02"


@pytest.mark.parametrize(
    ("text", "tense", "value"),
    [
        ("mardi", "past", "2024-07-30"),
        ("mardi", "future", "2024-08-06"),
        ("vendredi", "present", "2024-08-02"),
        ("mercredi", "present", "2024-07-31"),
        ("jeudi", "future", "2024-08-01"),
        ("le 5 août", None, "2024-08-05"),
        ("le 5 août", "past", "2024-08-05"),
        ("le 5 août", "future", "2024-08-05"),
        ("le 30 juillet", "future", "2025-07-30"),
        ("le 30 décembre", None, "2024-12-30"),
        ("le 30 décembre", "past", "2023-12-30"),
        ("le 30 juillet", "past", "2024-07-30"),
        ("en septembre", "past", "2023-09"),
        ("en septembre", "future", "2024-09"),
    ],
)
def test_tense_steers(text: str, tense: str | None, value: str) -> None:
    assert Dates("fr").resolve(text, DAY, tense=tense).value == value  # type: ignore[arg-type]


def test_a_weekday_picks_the_year_in_which_it_fits() -> None:
    # 3 June was a Monday in 2024 and a Saturday in 2023.
    assert Dates("fr").resolve("samedi 3 juin", DAY).value == "2023-06-03"


def test_the_day_before_and_after_count_from_the_date_told_before() -> None:
    text = "Le 3 mai 2022, il est parti. La veille, rien. Deux mois plus tard, il est revenu."
    assert [w.value for w in Dates("fr").mentions(text, DAY)] == ["2022-05-03", "2022-05-02", "2022-07"]
    text = "On July 26, 2023, soldiers came. The next day they left."
    assert [w.value for w in Dates("en").mentions(text, DAY)] == ["2023-07-26", "2023-07-27"]
    alone = Dates("fr").mentions("Le lendemain, tout changea.", DAY)
    assert alone[0].value is None


def test_the_timeline_keeps_dates_that_belong_to_no_event() -> None:
    text = (
        "Le 18 août 2020, il faisait chaud. Dans la nuit, le roi partit. Dès le lendemain, le conseil vota."
    )
    sentences = grammar().parse(Article(text, language="fr")).sentences
    told = Dates("fr").timeline(sentences, DAY)
    previous = last_before(told, sentences[-1].start)
    assert previous is not None and previous.value == "2020-08-18"
    when = Dates("fr").resolve(sentences[-1], DAY, near=near(text, "vota"), previous=previous)
    assert when.value == "2020-08-19"
    assert last_before(told, 0) is None


def test_a_day_close_behind_a_year_told_in_full_has_that_year() -> None:
    text = "Le 22 mars 2012, des soldats ont pris le pouvoir. Le 6 avril, le MNLA a proclamé l'indépendance."
    assert [w.value for w in Dates("fr").mentions(text, DAY)] == ["2012-03-22", "2012-04-06"]


def near(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("language", "text", "trigger", "value"),
    [
        ("fr", "Lundi, il a rencontré le roi et mardi il a signé le traité.", "rencontré", "2024-07-29"),
        ("fr", "Lundi, il a rencontré le roi et mardi il a signé le traité.", "signé", "2024-07-30"),
        ("fr", "Il a dénoncé mardi l'accord de 2015.", "dénoncé", "2024-07-30"),
        ("fr", "Il a dénoncé l'accord de 2015.", "dénoncé", None),
        ("fr", "Le putsch de 2020 a divisé le pays.", "putsch", "2020"),
        ("fr", "L'armée combat depuis 2012 les rebelles.", "combat", None),
        ("en", "The 2020 coup split the country.", "coup", "2020"),
        ("en", "He rejected the 2015 nuclear deal.", "rejected", None),
        ("en", "He condemned Monday's attack.", "attack", "2024-07-29"),
        ("en", "He condemned Monday's attack.", "condemned", None),
        ("en", "He condemned on Tuesday Monday's attack.", "condemned", "2024-07-30"),
    ],
)
def test_the_date_that_belongs_to_the_trigger(
    language: str, text: str, trigger: str, value: str | None
) -> None:
    when = Dates(language).resolve(text, DAY, near=near(text, trigger))
    assert when.value == value
    assert when.reason


def test_since_is_kept_beside_an_empty_date() -> None:
    when = Dates("fr").resolve("L'embargo dure depuis 2012.", DAY)
    assert (when.value, when.since) == (None, "2012")


def test_a_date_of_another_clause_is_not_taken() -> None:
    text = "L'armée a annoncé mardi que trois soldats ont été tués."
    inner = Span(text.index("trois"), len(text))
    when = Dates("fr").resolve(text, DAY, near=near(text, "tués"), clause=[inner])
    assert when.value is None
    assert "another clause" in when.reason


def test_inherit_says_so() -> None:
    earlier = Dates("fr").resolve("mardi", DAY)
    later = inherit(earlier)
    assert later.value == earlier.value
    assert "no date in its sentence" in later.reason


def test_offsets_point_into_the_article() -> None:
    article = "Titre.\n\nMardi, il est parti."
    [when] = Dates("fr").mentions(article[8:], DAY, offset=8)
    assert when.span is not None
    assert when.span.of(article) == "Mardi"


MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(["fr", "en"]))
def test_full_dates_come_back(day: date, language: str) -> None:
    month = MONTHS[language].split()[day.month - 1]
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    text = f"X {number} {month} {day.year} Y"
    [when] = Dates(language).mentions(text, None)
    assert (when.value, when.precision) == (day.isoformat(), "day")
    assert when.span is not None and when.span.of(text) == f"{number} {month} {day.year}"


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.integers(0, 6), st.sampled_from(["fr", "en"]))
def test_a_past_weekday_is_the_last_one(published: date, weekday: int, language: str) -> None:
    when = Dates(language).resolve(DAYS[language].split()[weekday], published, tense="past")
    assert when.value is not None
    day = date.fromisoformat(when.value)
    assert day.weekday() == weekday
    assert timedelta(0) <= published - day < timedelta(7)


@given(st.dates(date(2000, 3, 1), date(2049, 12, 31)), st.integers(-150, 150), st.sampled_from(["fr", "en"]))
def test_a_day_without_a_year_is_the_nearest(published: date, days: int, language: str) -> None:
    day = published + timedelta(days)
    if (day.month, day.day) == (2, 29):
        return
    month = MONTHS[language].split()[day.month - 1]
    assert Dates(language).resolve(f"{day.day} {month}", published).value == day.isoformat()


ALPHABET = "le mardi 3 au et 12 août 2024 dernier -/.,'\ndepuis il y a ans jours la veille nuit de"


@given(st.text(alphabet=ALPHABET, max_size=80), st.sampled_from(["fr", "en"]), st.integers(0, 50))
def test_spans_lie_in_the_text_and_never_overlap(text: str, language: str, offset: int) -> None:
    told: list[When] = Dates(language).mentions(text, DAY, offset=offset)
    spans = [w.span for w in told if w.span]
    assert len(spans) == len(told)
    assert all(offset <= s.start < s.end <= offset + len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all((w.value is None) == (w.precision is None) for w in told)


@cache
def grammar() -> Grammar:
    return Grammar()


@pytest.mark.parametrize(
    ("language", "text", "trigger", "value"),
    [
        ("fr", "L'armée a annoncé mardi que trois soldats avaient été tués.", "annoncé", "2024-07-30"),
        ("fr", "L'armée a annoncé mardi que trois soldats avaient été tués.", "tués", None),
        ("fr", "Mardi, des hommes armés ont attaqué Koro, tuant douze soldats.", "tuant", "2024-07-30"),
        (
            "fr",
            "Trois banques ont été sanctionnées mardi par l'Union européenne.",
            "sanctionnées",
            "2024-07-30",
        ),
        ("en", "The army said on Tuesday that three soldiers had been killed.", "said", "2024-07-30"),
        ("en", "The army said on Tuesday that three soldiers had been killed.", "killed", None),
        ("en", "Leaders meeting in Abuja on Sunday offered Mali a transition.", "offered", "2024-07-28"),
        ("en", "On Tuesday gunmen attacked the town, killing 12 soldiers.", "killing", "2024-07-30"),
        (
            "en",
            "The king withdrew the bill on Tuesday, a day after protesters marched.",
            "marched",
            "2024-07-29",
        ),
        ("en", "The king withdrew the bill on Tuesday, two days after the coup.", "coup", "2024-07-28"),
        ("fr", "Le roi a retiré la loi mardi, deux jours après le putsch.", "putsch", "2024-07-28"),
    ],
)
def test_the_clause_decides(language: str, text: str, trigger: str, value: str | None) -> None:
    [sentence] = grammar().parse(Article(text, language=language)).sentences
    when = Dates(language).resolve(sentence, DAY, near=near(text, trigger), tense="past")
    assert when.value == value
    assert when.reason


def test_a_word_inside_a_date_is_known_as_such() -> None:
    text = "They march on March 7."
    assert in_date(text, "en", near(text, "March"))
    assert not in_date(text, "en", near(text, "march"))
