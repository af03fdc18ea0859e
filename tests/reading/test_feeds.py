"""Feeds: an entry's own text is the article; summaries are taken and said to be summaries."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.reading import ReadOptions, Unreadable, fetch, read
from dragoman.reading.document import Document
from dragoman.records import Article, Problem

LONG = "Le ministre malien des Affaires étrangères a reçu mardi son homologue russe à Bamako. " * 8
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Sahel Matin - Politique</title><link>https://sahel.example/</link>
<item><title>Visite &amp; accord</title><link>https://sahel.example/a</link><dc:creator>La rédaction</dc:creator>
<pubDate>Thu, 01 Aug 2024 09:30:00 +0000</pubDate><description>Résumé […]</description>
<content:encoded><![CDATA[<p>{LONG.strip()}</p><p>Fin.</p>]]></content:encoded></item>
<item><title>Autre</title><link>https://sahel.example/2024/08/02/b</link><description>Un résumé seul […]</description></item>
<item><title>Vide</title></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Daily Sahel</title>
<entry><title>Talks</title><id>x</id><link href="https://daily.example/t"/><published>2024-08-01T10:00:00Z</published>
<content type="html">&lt;p&gt;The two ministers met in Niamey.&lt;/p&gt;</content></entry></feed>"""


def test_rss(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(RSS, encoding="utf-8")
    found = list(read([path]))
    first, second = (f for f in found if isinstance(f, Article))
    assert first.text == f"{LONG.strip()}\n\nFin."
    assert (first.title, first.outlet, first.author) == ("Visite & accord", "Sahel Matin", "La rédaction")
    assert (first.published, first.published_from) == (datetime(2024, 8, 1, 9, 30, tzinfo=UTC), "metadata")
    assert first.url == "https://sahel.example/a"
    assert second.text == "Un résumé seul […]"
    assert (second.published, second.published_from) == (date(2024, 8, 2), "url")
    messages = [f.message for f in found if isinstance(f, Problem)]
    assert [("entry 3 has no text" in m, "1 of 3 entries" in m) for m in messages] == [
        (True, False),
        (False, True),
    ]


def test_atom_without_its_extension(tmp_path: Path) -> None:
    path = tmp_path / "feed"
    path.write_text(ATOM, encoding="utf-8")
    (article,) = read([path])
    assert isinstance(article, Article)
    assert (article.text, article.outlet) == ("The two ministers met in Niamey.", "Daily Sahel")


def test_follow_fetches_the_page_of_a_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html><body><article><h1>Autre</h1><p>{LONG}</p><p>{LONG}</p></article></body></html>"
    asked: list[str] = []

    def fetched(url: str, options: ReadOptions) -> Document:
        asked.append(url)
        if url.endswith("/a"):
            raise InputError(f"{url} answered 404.")
        return Document(url, "html", io.BytesIO(page.encode()), url=url)

    monkeypatch.setattr(fetch, "fetch", fetched)
    path = tmp_path / "a.xml"
    path.write_text(RSS.replace(LONG.strip(), "Court […]"), encoding="utf-8")
    found = list(read([path], ReadOptions(follow=True)))
    assert asked == ["https://sahel.example/2024/08/02/b"]
    (followed,) = (f for f in found if isinstance(f, Article) and f.title == "Autre")
    assert LONG.strip() in followed.text
    assert (followed.published, followed.published_from) == (date(2024, 8, 2), "url")
    path.write_text(RSS.replace("<p>Fin.</p>", "").replace(LONG.strip(), "Court […]"), encoding="utf-8")
    first, second = list(read([path], ReadOptions(follow=True)))[:2]
    assert isinstance(first, Problem) and "answered 404; its summary was taken" in first.message
    assert isinstance(second, Article) and second.text == "Résumé […]"


def test_a_feed_without_entries_and_other_xml(tmp_path: Path) -> None:
    empty, other = tmp_path / "a.rss", tmp_path / "b.xml"
    empty.write_text('<rss version="2.0"><channel><title>x</title></channel></rss>')
    other.write_text("<invoice><sum>3</sum></invoice>")
    first, second = read([empty, other])
    assert isinstance(first, Unreadable) and "has no entries" in first.message
    assert isinstance(second, Unreadable) and "no RSS or Atom feed" in second.message
