"""The page in a real browser: whole on a phone, whole on paper."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from socialsim.evaluation.report.blocks import Report
from socialsim.evaluation.report.page import page

from tests.evaluation.report import made

PHONE = 390
"""CSS pixels. A window of a headless browser cannot be so narrow; a frame in it can."""
LOOK = """
<script>
  function look(frame) {
    const page = frame.contentDocument, root = page.documentElement;
    const seen = (part) => part.checkVisibility({contentVisibilityAuto: true});
    document.body.innerHTML = "<pre id=found>" + JSON.stringify({
      wide: root.scrollWidth, room: root.clientWidth,
      plots: [...page.images].map(image => image.naturalWidth > 0 && image.clientWidth <= root.clientWidth),
      styled: frame.contentWindow.getComputedStyle(page.querySelector("h1")).marginBottom,
      scrolling: [...page.querySelectorAll(".wide")].filter(seen).map(table => table.scrollWidth > table.clientWidth),
      talks: new Set([...page.querySelectorAll(".talk")].map(talk => talk.offsetLeft)).size,
      turns: [...page.querySelectorAll(".talk li")].filter(seen).length,
    }) + "</pre>";
  }
</script>
"""


@pytest.fixture(scope="module")
def browser() -> list[str]:
    """Return the command of a headless Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        pytest.skip("no Chromium here: the report was not looked at in a browser")
    # A scroll bar that comes while the page is measured would change its width.
    return [found, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]


def run(browser: list[str], folder: Path, *said: str) -> str:
    command = [*browser, f"--user-data-dir={folder / 'profile'}", *said]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def framed(report: str, width: int, folder: Path, browser: list[str]) -> dict[str, object]:
    """Return what a frame of that width finds out about the page in it."""
    file = folder / "framed.html"
    frame = f'<iframe width="{width}" height="900" onload="look(this)" srcdoc="{html.escape(report)}"></iframe>'
    file.write_text(f"<!DOCTYPE html><body>{LOOK}{frame}", encoding="utf-8")
    found = re.search('<pre id="found">(.*?)</pre>', run(browser, folder, "--dump-dom", file.as_uri()))
    assert found, "the page did not load"
    told: dict[str, object] = json.loads(html.unescape(found[1]))
    return told


def test_a_phone_shows_everything_without_scrolling_sideways(browser: list[str], tmp_path: Path) -> None:
    long = made.report(lambda text: f"{text} {'long' * 30} and more words")
    for report in (made.report(), long):
        found = framed(page(report), PHONE, tmp_path, browser)
        assert found["wide"] == found["room"], "nothing is wider than the phone"
        assert found["plots"] == [True]
        assert found["talks"] == 1, "dialogues stand below each other"
        assert found["scrolling"] == [True], "a wide table scrolls in its box; a folded one is not seen yet"
        assert found["turns"] == 4, "the rest of the dialogues is folded"
        assert found["styled"] == "16px", "the policy lets the page have its style"


def test_a_wide_page_has_dialogues_side_by_side(browser: list[str], tmp_path: Path) -> None:
    found = framed(page(made.report()), 1300, tmp_path, browser)
    assert found["wide"] == found["room"]
    assert found["talks"] == 2
    assert found["scrolling"] == [False]


def test_what_is_folded_on_the_screen_is_printed(browser: list[str], tmp_path: Path) -> None:
    def pages(rows: int, folded: bool) -> int:
        report = Report("A", (made.table(rows=rows, folded=folded),), ())
        (tmp_path / "report.html").write_text(page(report), encoding="utf-8")
        paper = tmp_path / "report.pdf"
        run(browser, tmp_path, f"--print-to-pdf={paper}", (tmp_path / "report.html").as_uri())
        return len(re.findall(rb"/Type\s*/Page\b(?!s)", paper.read_bytes()))

    assert pages(2, folded=True) == 1
    assert pages(200, folded=True) == pages(200, folded=False) > 2
