"""What a reader meets in headless Chromium: pages, search, facets, marks, charts, reviews, both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import Watched
from web_samples import EVIL, HOSTILE, KILLING, OBSTACLE, PHONE, TALKS, TOKEN, TRAINING

PATHS = (
    "/", "/?view=world", "/events", "/happenings", "/actors", "/actors/MLI", "/dossiers/MLI/RUS", "/about", "/review",
    "/places/2455358", f"/articles/{TALKS.id}", f"/articles/{TALKS.id}?event={PHONE.id}", f"/events/{PHONE.id}",
    f"/articles/{HOSTILE.id}?event={EVIL.id}",
)  # fmt: skip

CHECKS = """() => {
  const faults = [];
  const shown = (e) => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden';
  const name = (e) => (e.getAttribute('aria-label') || e.title || e.textContent || '').trim()
    || [...e.querySelectorAll('[alt],title')].map((x) => x.getAttribute('alt') || x.textContent).join('');
  for (const e of document.querySelectorAll('a[href],button')) if (shown(e) && !name(e)) faults.push('no name: ' + e.outerHTML.slice(0, 90));
  for (const e of document.querySelectorAll('input:not([type=hidden]),select,textarea'))
    if (!e.labels.length && !e.getAttribute('aria-label')) faults.push('no label: ' + e.outerHTML.slice(0, 90));
  for (const e of document.querySelectorAll('img')) if (!e.hasAttribute('alt')) faults.push('no alt: ' + e.outerHTML);
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push('twice: ' + id);
  for (const attribute of ['aria-labelledby', 'for'])
    for (const e of document.querySelectorAll('[' + attribute + ']'))
      for (const id of e.getAttribute(attribute).split(' ')) if (!document.getElementById(id)) faults.push(attribute + ' to nothing: ' + id);
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  if (document.querySelectorAll('main').length !== 1) faults.push('not one main');
  if (!document.documentElement.lang) faults.push('no language');
  let level = 0;
  for (const e of document.querySelectorAll('h1,h2,h3,h4')) {
    const now = +e.tagName[1];
    if (level && now > level + 1) faults.push('heading jumps to ' + e.outerHTML.slice(0, 60));
    level = now;
  }
  for (const e of document.querySelectorAll('[tabindex]')) if (+e.getAttribute('tabindex') > 0) faults.push('tab order: ' + e.outerHTML.slice(0, 60));
  for (const e of document.querySelectorAll('th')) if (!e.hasAttribute('scope')) faults.push('th without scope');
  if (document.documentElement.scrollWidth > innerWidth) faults.push('wider than the window: ' + document.documentElement.scrollWidth);
  // Contrast by WCAG 2: 4.5 to 1 for text, 3 to 1 for large text.
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (c) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] > 250) return c; } return [255, 255, 255, 255]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !shown(e) || e.closest('script,svg,.unseen,option')) continue;
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
    const [a, b] = [light(rgba(style.color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) faults.push(ratio.toFixed(2) + ' contrast: ' + e.outerHTML.slice(0, 90));
  }
  return [...new Set(faults)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_quiet_stays_on_the_host_and_can_be_read_by_all(
    browser: Any, served: str, scheme: str
) -> None:
    for width in (1200, 360):
        seen = Watched(browser, served, color_scheme=scheme, viewport={"width": width, "height": 800})
        for path in PATHS:
            page = seen.open(path)
            assert page.title()
            assert page.evaluate(CHECKS) == [], (path, width)
        seen.context.close()
        assert not seen.faults
        assert not seen.elsewhere


def test_every_page_reads_without_script(browser: Any, served: str) -> None:
    seen = Watched(browser, served, java_script_enabled=False)
    for path in PATHS:
        seen.page.goto(served + path)
        assert seen.page.locator("h1").inner_text().strip()
    seen.page.goto(served + "/")
    assert seen.page.locator(".map circle").count() == 2
    seen.page.locator(".twin summary").first.click()
    assert seen.page.locator(".twin tbody tr").first.is_visible()
    seen.page.goto(f"{served}/articles/{TALKS.id}")
    seen.page.get_by_role("link", name="Talks").click()
    assert seen.page.locator("#text .on.role-trigger").inner_text() == "téléphoné"
    seen.context.close()


def test_search_folds_accents(watched: Watched) -> None:
    page = watched.open("/")
    page.get_by_role("searchbox").fill("TELEPHONE A SON HOMOLOGUE")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?text=*")
    assert page.get_by_role("status").inner_text() == "1 event"
    assert "téléphoné" in page.locator(".said").inner_text()


def test_a_facet_narrows_down_and_a_chip_opens_up_again(watched: Watched) -> None:
    page = watched.open("/events")
    page.get_by_label("Assault").check()
    page.wait_for_url("**type=ASSAULT**")
    assert page.get_by_role("status").inner_text() == "2 events"
    assert page.url.count("=") == 1 + page.url.count("order=")
    page.get_by_label("Confidence").or_(page.get_by_label("At least so sure")).select_option("0.7")
    page.wait_for_url("**confidence=0.7**")
    assert page.get_by_role("status").inner_text() == "1 event"
    page.locator(".chips a").filter(has_text="Assault").click()
    page.wait_for_url(lambda url: "type=" not in url)
    assert "events" in page.get_by_role("status").inner_text()


def test_pages_of_fifty_and_the_permalink(watched: Watched) -> None:
    page = watched.open("/events")
    assert page.locator("article.event").count() == 50
    page.get_by_role("link", name="next").click()
    page.wait_for_url("**page=2**")
    assert page.locator("article.event").count() == 50
    page.get_by_role("link", name="permalink").first.click()
    assert re.search(r"/events/[0-9a-f]{16}$", page.url)


def test_a_click_on_a_record_shows_its_words(watched: Watched) -> None:
    page = watched.open(f"/articles/{TALKS.id}")
    assert page.locator("#text .on").count() == 0
    page.locator(f"#r-{PHONE.id} .pick").click()
    marked = {e.get_attribute("title"): e.inner_text() for e in page.locator("#text .on").all()}
    assert marked == {"what": "téléphoné", "actor": "Le ministre malien", "when": "jeudi", "where": "Bamako"}
    assert page.locator(f"#r-{PHONE.id} .fields").is_visible()
    page.locator(f"#r-{OBSTACLE.id} .pick").click()
    assert page.locator("#text .on").all_inner_texts() == [OBSTACLE.text]
    # The words lead to the record too.
    page.locator("#text .t", has_text="formerait").click()
    assert page.locator(f"#r-{TRAINING.id} .pick").get_attribute("aria-current") == "true"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#text .t.low')).borderBottomStyle") == "none"
    )
    page.locator(f"#r-{PHONE.id} .pick").click()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#text .t.low')).borderBottomStyle")
        == "dotted"
    )


def test_offsets_for_browsers_cut_the_words(watched: Watched) -> None:
    """The units of the twin, used by a script on the text as a browser holds it."""
    page = watched.open(f"/articles/{TALKS.id}")
    words = page.evaluate(
        """async ([id, event]) => {
          const made = await (await fetch(`/articles/${id}.json`)).json();
          return made.units[event].trigger.map(([a, b]) => made.article.text.slice(a, b));
        }""",
        [TALKS.id, PHONE.id],
    )
    assert words == ["téléphoné"]


def test_a_chart_is_drawn_in_the_colours_of_the_page(watched: Watched) -> None:
    page = watched.open("/")
    painted = """() => {
      const found = new Set();
      for (const canvas of document.querySelectorAll('.vega canvas')) {
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) found.add(`rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`);
      }
      return [...found];
    }"""
    assert page.locator(".vega canvas").count() == 2
    wanted = page.evaluate(
        "getComputedStyle(document.querySelector('.quad.verbal-cooperation'), '::before').backgroundColor"
    )
    assert wanted in page.evaluate(painted)


def test_the_brush_chooses_months(watched: Watched) -> None:
    page = watched.open("/")
    box = page.locator(".brush svg").bounding_box()
    assert box
    page.mouse.move(box["x"] + 3, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 3, box["y"] + 10)
    page.mouse.up()
    page.wait_for_url("**since=2023-01&until=2023-12**")


def test_both_languages(watched: Watched) -> None:
    page = watched.open("/events")
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**lang=fr**")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").inner_text() == "Faits"
    page.get_by_role("link", name="Événements", exact=True).click()
    assert page.locator("h1").inner_text() == "Événements"
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en**")
    assert page.locator("h1").inner_text() == "Happenings"


def test_keyboard_alone(watched: Watched) -> None:
    page = watched.open(f"/articles/{TALKS.id}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(12):
        if "pick" in page.evaluate("document.activeElement.className"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#text .on").count() > 0


def test_a_review_goes_round(watched: Watched) -> None:
    page = watched.open("/review")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/events")
    watched.open(f"/articles/{KILLING.article_id}?event={KILLING.id}")
    page.get_by_label("Your name").fill("Analyst")
    page.locator("select[name=field]").select_option("dead")
    page.get_by_label("right value").fill("15")
    page.get_by_label("Why").fill("a later count")
    page.get_by_role("button", name="Correct").click()
    page.wait_for_load_state("networkidle")
    assert "a later count" in page.locator(".said-by").inner_text()
    assert page.get_by_label("Your name").first.input_value() == "Analyst"
    watched.open("/events?type=ASSAULT&confidence=0.8")
    assert "15 dead" in page.locator("article.event").inner_text()
    page.locator(".said a").click()
    page.get_by_role("button", name="Reopen").click()
    page.wait_for_load_state("networkidle")
    watched.open("/events?type=ASSAULT&confidence=0.8")
    assert "12 dead" in page.locator("article.event").inner_text()


def test_another_sites_page_cannot_write_through_the_readers_browser(browser: Any, served: str) -> None:
    """A form on another origin, sent by a reader who is signed in."""
    seen = Watched(browser, served)
    page = seen.open("/review")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/events")
    form = f'<form method="post" action="{served}/events/{PHONE.id}/review"><input name="by" value="x"><input name="verdict" value="reject"><button>go</button></form>'
    page.route("http://evil.example/**", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto("http://evil.example/")
    page.get_by_role("button").click()
    page.wait_for_url(f"{served}/**")
    assert "may write" in page.content()
    assert page.goto(f"{served}/events/{PHONE.id}").status == 200
    seen.context.close()


def test_a_hostile_article_does_nothing(watched: Watched) -> None:
    for path in (
        f"/articles/{HOSTILE.id}?event={EVIL.id}",
        f"/events/{EVIL.id}",
        "/events?type=ASSAULT",
        "/happenings",
        "/",
    ):
        page = watched.open(path)
        assert page.evaluate("window.hacked") is None
        assert page.locator("img[src=x]").count() == 0
    page = watched.open(f"/articles/{HOSTILE.id}")
    assert "<script>window.hacked = 1</script>" in page.locator("#text").inner_text()
    assert "U+202E" in page.locator("#text").inner_text()


def test_the_dossier_prints_without_what_is_not_paper(browser: Any, served: str) -> None:
    seen = Watched(browser, served)
    page = seen.open("/dossiers/MLI/RUS")
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert not page.locator("footer").is_visible()
    assert page.locator(".axes").is_visible()
    assert len(page.pdf()) > 10_000
    seen.context.close()
