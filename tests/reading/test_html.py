"""Pages: paragraphs stay apart, headings are lines, metadata says title, outlet, author and day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dragoman.reading import ReadOptions, Unreadable, read
from dragoman.reading.html import fragment_text
from dragoman.records import Article

PARAGRAPHS = [
    "Bamako, le 2 août 2024 – Le gouvernement malien a annoncé mercredi la suspension de ses relations avec Kiev, "
    "après les déclarations d’un porte-parole des services de renseignement militaires.",
    "Le ministre porte-parole a dénoncé « une violation de la souveraineté » du pays et demandé aux Nations unies "
    "de condamner ces propos, que la Cédéao a elle aussi désapprouvés dans un communiqué.",
    "Les deux pays avaient établi des relations diplomatiques en 1992. L’ambassadeur, en poste à Alger, n’a fait "
    "aucun commentaire jusqu’à présent, selon deux sources diplomatiques jointes par téléphone.",
]


def page(head: str, *, title: str = "Le Mali rompt avec l’Ukraine - Sahel Matin", lang: str = "en") -> str:
    body = (
        f"<p>{PARAGRAPHS[0]}</p><h2>Une rupture annoncée</h2><p>{PARAGRAPHS[1]}</p>\n<p>{PARAGRAPHS[2]}</p>"
    )
    return (
        f"<!doctype html><html lang={lang}><head><title>{title}</title>{head}</head><body><nav><a href=/>Accueil</a>"
        f"<a href=/sport>Sport</a></nav><main><article><h1>Le Mali rompt avec l’Ukraine</h1>{body}</article></main>"
        "<footer>© 2019 Sahel Matin</footer><script>var x = 'not text';</script></body></html>"
    )


def one(path: Path, html: str | bytes, options: ReadOptions | None = None) -> Article:
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    (found,) = read([path], options)
    assert isinstance(found, Article), found
    return found


def test_paragraphs_and_headings(tmp_path: Path) -> None:
    article = one(tmp_path / "a.html", page(""))
    blocks = article.text.split("\n\n")
    assert [b for b in blocks if b in PARAGRAPHS] == PARAGRAPHS
    assert blocks.index("Une rupture annoncée") == blocks.index(PARAGRAPHS[0]) + 1
    assert "Sport" not in article.text and "not text" not in article.text
    assert (article.title, article.outlet) == ("Le Mali rompt avec l’Ukraine", "Sahel Matin")
    # lang="en" is what site templates say of French pages; the gate looks at the words.
    assert article.language is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-08-01T09:30:00+00:00">',
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-08-01T09:30:00Z"}]}</script>',
        '<meta name="pubdate" content="Thu, 01 Aug 2024 09:30:00 GMT">',
    ],
)  # fmt: skip
def test_metadata_comes_before_the_dateline(tmp_path: Path, head: str) -> None:
    article = one(tmp_path / "a.html", page(head))
    assert (article.published, article.published_from) == (
        datetime(2024, 8, 1, 9, 30, tzinfo=UTC),
        "metadata",
    )


def test_then_the_address_then_the_dateline(tmp_path: Path) -> None:
    canonical = '<link rel="canonical" href="https://sahel.example/2024/08/01/rupture">'
    article = one(tmp_path / "a.html", page(canonical))
    assert (article.published, article.published_from) == (date(2024, 8, 1), "url")
    assert article.url == "https://sahel.example/2024/08/01/rupture"
    article = one(tmp_path / "b.html", page(""))
    assert (article.published, article.published_from) == (date(2024, 8, 2), "dateline")


def test_a_copyright_year_is_no_date(tmp_path: Path) -> None:
    article = one(tmp_path / "a.html", page("").replace("Bamako, le 2 août 2024 – ", ""))
    assert (article.published, article.published_from) == (None, "")


def test_site_name_of_the_metadata(tmp_path: Path) -> None:
    article = one(
        tmp_path / "a.html",
        page('<meta property="og:site_name" content="Journal du Sahel">', title="Le Mali rompt"),
    )
    assert article.outlet == "Journal du Sahel"


def test_declared_charset(tmp_path: Path) -> None:
    html = page('<meta charset="windows-1252">').encode("cp1252")
    assert PARAGRAPHS[1] in one(tmp_path / "a.html", html).text


def test_a_page_without_text_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><title>x</title></head><body><div id=app></div><script>run()</script></body></html>"
    )
    (found,) = read([path])
    assert isinstance(found, Unreadable) and "no article text" in found.message


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain words", "plain words"),
        ("<p>One\ntwo</p><p>Three<br>four</p>", "One two\n\nThree\nfour"),
        ("One<br><br/>two<br> <br>three", "One\n\ntwo\n\nthree"),
        ("L&#8217;accord &amp; la paix", "L’accord & la paix"),
        ("<ul><li>a</li><li>b</li></ul>tail", "a\n\nb\n\ntail"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<script>x</script><p>y</p>", "y"),
    ],
)
def test_fragments(html: str, text: str) -> None:
    assert fragment_text(html) == text
