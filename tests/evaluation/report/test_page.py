"""The page of a report: texts stay texts, nothing is loaded, long parts unfold."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from socialsim.evaluation.report.blocks import Plot, Report, Section, Text
from socialsim.evaluation.report.page import page

from tests.evaluation.report import made

HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style></title></svg>", "' onload='x", "<!-- -->",
    "&lt;b&gt; & <b>", "javascript:alert(1)", "]]> <![CDATA[", "a\u202etxt.exe", "\u2066x\u2069", "\x1b[31mred\x07\x00",
    "lone \ud800 surrogate", "\ufeff\ufffe",
]  # fmt: skip


class Parts(HTMLParser):
    """What a page is made of: tags with the names of their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.points: list[str] = []
        self.text = ""
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.points += [value or "" for name, value in attrs if name in ("src", "href", "action", "data", "srcset")]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(("/", tag))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_text_adds_no_tag_and_no_attribute_wherever_it_stands(hostile: str) -> None:
    def attack(text: str) -> str:
        return f"{text} {hostile}"

    harmless, attacked = Parts(page(made.report())), Parts(page(made.report(attack)))
    assert attacked.tags == harmless.tags
    shown = re.sub("[\x00-\x1f\u202a-\u202e\u2066-\u2069\ud800\ufffe]", "", hostile)
    for text in ("A study", "The answer", "generator", "row0", "Points of 1 to 5", "I lie awake", "worry", "seed 0"):
        assert f"{text} {shown}" in attacked.text, text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_character_of_a_page_turns_the_writing_around_or_cannot_be_written(hostile: str) -> None:
    written = page(made.report(lambda text: text + hostile)).encode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe]", written.decode())


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    html = page(made.report())
    parts = Parts(html)
    assert parts.points
    assert all(point.startswith(("data:image/", "#")) for point in parts.points)
    assert "http" not in re.sub('<meta [^>]*http-equiv="[^"]*"', "", html)
    assert "url(" not in html and "@import" not in html
    assert not any(tag[0] in ("script", "link", "iframe", "object", "form") for tag in parts.tags)


def test_the_policy_allows_the_style_of_the_page_and_no_other() -> None:
    html = page(made.report())
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;" in html
    assert " style=" not in html


def test_each_section_has_an_anchor_of_its_own_and_the_contents_lead_there() -> None:
    odd = Report("A", (), [Section(title, ()) for title in ("Cost", "Cost", "???", "content", "Cost 2")])
    parts = Parts(page(odd))
    targets = [point.removeprefix("#") for point in parts.points]
    assert len(set(parts.ids)) == len(parts.ids) == 6
    assert set(targets) == set(parts.ids)


def test_a_plot_is_an_image_with_its_words() -> None:
    html = page(Report("A", (Plot("x", "Effects", 'Bars & "lines"', made.SVG),), ()))
    data = re.search('<img alt="Bars &amp; &quot;lines&quot;" src="data:image/svg\\+xml;base64,([^"]+)">', html)
    assert data
    assert base64.b64decode(data[1]).decode() == made.SVG
    assert "<figcaption>Bars &amp; &quot;lines&quot;</figcaption>" in html


def test_the_rest_of_a_dialogue_and_folded_tables_unfold() -> None:
    html = page(made.report())
    assert html.count("<summary>3 more turns</summary>") == 2
    assert html.count('<ol start="3">') == 2
    assert "<summary>Overall quality (2 rows)</summary>" in html
    assert html.count("<caption>") == 2
    assert html.count('<li class="seeker"><span class="who">Seeker</span>') == 6
    assert html.count('<span class="who">Supporter</span><span class="strategy">Question</span>') == 4


def test_a_figure_has_its_interval_beside_it_and_a_strong_one_is_bold() -> None:
    html = page(made.report())
    assert (
        '<td><b>0.50</b> <span class="ci">(0.25 to 0.75)</span></td><td>–</td><td>&lt;.001</td><td>1,234</td>' in html
    )


def test_a_name_that_goes_on_is_set_faintly_but_is_there() -> None:
    html = page(made.report())
    assert html.count('<th scope="row" class="name">gpt</th>') == 2
    assert html.count('<th scope="row" class="name same">gpt</th>') == 2


def test_same_report_same_page() -> None:
    assert page(made.report()) == page(made.report())


def test_a_report_of_one_paragraph_has_no_contents() -> None:
    html = page(Report("A", (Text("Nothing was found."),), ()))
    assert "<nav" not in html and "<footer" not in html
    assert "<p>Nothing was found.</p>" in html
