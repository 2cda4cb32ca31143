"""The report in a real browser; skipped where there is none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aligner.divergence import Audit
from aligner.writing import write

selenium = pytest.importorskip("selenium", reason="the browser tests need selenium")

from selenium.webdriver import Chrome, ChromeOptions, ChromeService  # noqa: E402  # after the skip
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402  # after the skip
from selenium.webdriver.common.by import By  # noqa: E402  # after the skip
from selenium.webdriver.common.keys import Keys  # noqa: E402  # after the skip
from selenium.webdriver.remote.webelement import WebElement  # noqa: E402  # after the skip
from selenium.webdriver.support.ui import Select  # noqa: E402  # after the skip

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1440,900"
)

Open = Callable[[], Chrome]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (binary and driver):
        pytest.skip("the browser tests need chromium and chromedriver")
    options = ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options, ChromeService(driver))
    yield chrome
    chrome.quit()


@pytest.fixture
def report(browser: Chrome, sample: Audit, tmp_path: Path) -> Iterator[Chrome]:
    """The sample's report, opened; nothing may be said on the console or asked of a network."""
    *_, file = write(sample, tmp_path, name="roads")
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get(file.as_uri())
    yield browser
    assert browser.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert {url.partition("#")[0] for url in asked} <= {file.as_uri(), "about:blank", "data:,"}


def records(report: Chrome, kind: str) -> list[dict[str, Any]]:
    file = Path(report.current_url.partition("#")[0].removeprefix("file://")).with_suffix(f".{kind}.jsonl")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def all_of(report: Chrome | WebElement, selector: str) -> list[WebElement]:
    return [element for element in report.find_elements(By.CSS_SELECTOR, selector) if element.is_displayed()]


def one(report: Chrome | WebElement, selector: str) -> WebElement:
    return report.find_element(By.CSS_SELECTOR, selector)


def texts(elements: list[WebElement]) -> list[str]:
    return [element.text for element in elements]


def row(report: Chrome, divergence: dict[str, Any]) -> WebElement:
    return report.find_element(By.ID, divergence["link"].partition(".")[0])


def press(report: Chrome, *keys: str) -> None:
    ActionChains(report).send_keys(*keys).perform()


def clause(report: Chrome, text: str) -> WebElement:
    return report.find_element(By.XPATH, f"//span[contains(@class, 'clause')][contains(., '{text}')]")


TURNED = ["以砂石、沥青等本地材料为主体，", "with local material at the core."]
"""A clause link whose English stands elsewhere in its sentence than its Chinese."""


@pytest.mark.parametrize("start", TURNED)
def test_pointing_at_a_clause_lights_it_and_its_counterpart(report: Chrome, start: str) -> None:
    report.execute_script("arguments[0].scrollIntoView({block: 'center'})", clause(report, start))
    ActionChains(report).move_to_element_with_offset(clause(report, start), 0, 0).perform()
    assert texts(all_of(report, ".lit")) == TURNED
    lit, other = one(report, ".lit"), clause(report, "Speed up")
    assert lit.value_of_css_property("background-color") != other.value_of_css_property("background-color")
    ActionChains(report).move_to_element(one(report, ".columns")).perform()
    assert all_of(report, ".lit") == []


def test_the_keyboard_lights_clauses_too(report: Chrome) -> None:
    report.execute_script("document.querySelector('.clause').focus()")
    assert len(all_of(report, ".lit")) == 2
    press(report, *[Keys.ARROW_RIGHT] * 4)
    assert texts(all_of(report, ".lit")) == TURNED
    assert report.switch_to.active_element.text == TURNED[0]
    press(report, Keys.ARROW_RIGHT, Keys.ENTER)
    assert report.switch_to.active_element.text == "Speed up the building of <trunk> roads & bridges,"
    press(report, Keys.ARROW_LEFT)
    assert report.switch_to.active_element.text == "I. General requirements"


def test_the_texts_are_one_stop_for_the_tab_key(report: Chrome) -> None:
    assert len(report.find_elements(By.CSS_SELECTOR, ".clause[tabindex='0']")) == 1
    press(report, Keys.TAB)
    assert report.switch_to.active_element.text == "Skip to the texts"
    press(report, Keys.ENTER, Keys.TAB)
    while "gutter" in (report.switch_to.active_element.find_element(By.XPATH, "..").get_attribute("class") or ""):
        press(report, Keys.TAB)
    assert report.switch_to.active_element.text == "关于推进山区道路建设的意见"


def test_counts_equal_those_of_the_files(report: Chrome) -> None:
    divergences, links = records(report, "divergences"), records(report, "links")
    sentences = [link for link in links if link["level"] == "sentence"]
    assert one(report, "#total").text == str(len(divergences))
    assert one(report, "#links").text == str(len(sentences)) == str(len(all_of(report, ".row")))
    assert one(report, "#nulls").text == str(sum(not (link["zh"] and link["en"]) for link in sentences))
    for name in ("kind", "severity"):
        for box in report.find_elements(By.CSS_SELECTOR, f"input[name='{name}']"):
            value = box.get_attribute("value")
            assert box.find_element(By.XPATH, "..").text.split()[-2:] == [
                value,
                str(sum(divergence[name] == value for divergence in divergences)),
            ]
    assert [f.get_attribute("id") for f in all_of(report, ".finding")] == [
        divergence["id"]
        for divergence in sorted(divergences, key=lambda d: int(row(report, d).get_attribute("data-number")))
    ]


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("kind", "kind", "omission"),
        ("kind", "kind", "addition"),
        ("kind", "kind", "mistranslation"),
        ("severity", "severity", "major"),
        ("severity", "severity", "minor"),
    ],
)
def test_a_box_hides_its_divergences_and_shows_them_again(report: Chrome, name: str, field: str, value: str) -> None:
    divergences = records(report, "divergences")
    rest = [d for d in divergences if d[field] != value]
    before = texts(all_of(report, "main mark[data-kind]"))
    box = one(report, f"input[name='{name}'][value='{value}']")
    box.click()
    assert {f.get_attribute("id") for f in all_of(report, ".finding")} == {d["id"] for d in rest}
    marks = all_of(report, "main mark[data-kind]")
    assert {i for mark in marks for i in mark.get_attribute("data-ids").split()} == {d["id"] for d in rest}
    assert one(report, "#position").text == f"{len(rest)} of {len(divergences)}"
    assert len(all_of(report, ".row")) == 10
    box.click()
    assert texts(all_of(report, "main mark[data-kind]")) == before


def test_the_class_filter_and_showing_all_again(report: Chrome) -> None:
    divergences = records(report, "divergences")
    assert not one(report, "#reset").is_displayed()
    Select(one(report, "select[name='class']")).select_by_value("entity")
    shown = {f.get_attribute("id") for f in all_of(report, ".finding")}
    assert shown == {d["id"] for d in divergences if d["class"] == "entity"}
    one(report, "#reset").click()
    assert len(all_of(report, ".finding")) == len(divergences)


def test_the_section_filter_hides_other_rows_and_their_divergences(report: Chrome) -> None:
    Select(one(report, "select[name='section']")).select_by_index(2)
    assert len(all_of(report, ".row")) == 8
    assert one(report, ".row:not([hidden]) h3").text == "一、总体要求"
    assert len(all_of(report, ".finding")) == 5


@pytest.mark.parametrize(("lines", "rows"), [("marked", 5), ("null", 2), ("doubtful", 1), ("", 10)])
def test_the_filter_of_lines(report: Chrome, lines: str, rows: int) -> None:
    Select(one(report, "select[name='lines']")).select_by_value(lines)
    assert len(all_of(report, ".row")) == rows
    assert len(all_of(report, ".finding")) == 5


def test_filters_that_nothing_fits_say_so(report: Chrome) -> None:
    for box in report.find_elements(By.CSS_SELECTOR, "input[name='kind']"):
        box.click()
    Select(one(report, "select[name='lines']")).select_by_value("marked")
    assert texts(all_of(report, ".nothing")) == ["No line fits these filters.", "None fits these filters."]
    one(report, "#next").click()
    assert one(report, "#position").text == "0 of 5"


def test_the_chart_follows_the_filters(report: Chrome) -> None:
    def heights() -> float:
        bars = report.find_elements(By.CSS_SELECTOR, ".plot .major, .plot rect.minor")
        return sum(float(bar.get_attribute("height")) for bar in bars)

    assert heights() == 100 * 5 / int(one(report, ".plot .top").text)
    one(report, "input[value='minor']").click()
    assert heights() == 100 * 3 / int(one(report, ".plot .top").text)


def test_a_click_on_a_mark_opens_its_divergence_and_shows_both_places(report: Chrome) -> None:
    divergence = next(d for d in records(report, "divergences") if d["class"] == "structure")
    for number, language in enumerate(("zh-Hans", "en")):
        mark = one(row(report, divergence), f".side[lang='{language}'] mark")
        report.execute_script("scrollTo(0, 0)")
        report.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
        mark.click()
        opened = all_of(report, ".finding[open]")
        assert [finding.get_attribute("id") for finding in opened] == [divergence["id"]], number
        for expected in (divergence["message"], "0.64", "numbering"):
            assert expected in opened[0].text
        assert texts(all_of(report, "mark.chosen")) == ["（二）", "(1)"]
        assert report.current_url.endswith("#" + divergence["id"])
        press(report, Keys.ESCAPE)
        assert all_of(report, ".finding[open]") == []


def in_view(report: Chrome, element: WebElement) -> bool:
    box = "const box = arguments[0].getBoundingClientRect();"
    return bool(
        report.execute_script(
            box + "return box.top >= document.querySelector('#filters').offsetHeight && box.bottom <= innerHeight",
            element,
        )
    )


def test_keys_go_from_divergence_to_divergence(report: Chrome) -> None:
    report.set_window_size(1440, 500)
    order = [finding.get_attribute("id") for finding in report.find_elements(By.CSS_SELECTOR, ".finding")]
    seen = []
    for place in range(1, 6):
        press(report, "n")
        report.execute_async_script(
            "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0])))"
        )
        seen.append(one(report, ".finding[open]").get_attribute("id"))
        assert one(report, "#position").text == f"{place} / 5"
        assert all(in_view(report, element) for element in all_of(report, "mark.chosen, .lit"))
    assert seen == order
    press(report, "n")
    assert one(report, ".finding[open]").get_attribute("id") == order[0]
    press(report, "p")
    assert one(report, ".finding[open]").get_attribute("id") == order[-1]
    report.set_window_size(1440, 900)


def test_letter_keys_can_be_turned_off(report: Chrome) -> None:
    one(report, ".keys summary").click()
    one(report, "#letters").click()
    press(report, "n")
    assert all_of(report, ".finding[open]") == []
    one(report, "#next").click()
    assert len(all_of(report, ".finding[open]")) == 1


def test_a_link_to_a_divergence_opens_it(report: Chrome) -> None:
    divergence = records(report, "divergences")[-1]
    url = report.current_url
    report.get("about:blank")
    report.get(f"{url}#{divergence['id']}")
    assert one(report, ".finding[open]").get_attribute("id") == divergence["id"]


def test_overlapping_divergences_take_turns(browser: Chrome, sample: Audit, tmp_path: Path) -> None:
    from tests.writing import build

    both = [build.mark(sample.alignment, "omission", text, score=s) for text, s in (("砂石", 0.9), ("砂石、沥青", 0.8))]
    *_, file = write(build.audit(sample.alignment, *both), tmp_path, name="x")
    browser.get(file.as_uri())
    mark = one(browser, "main mark")
    assert mark.text == "砂石"
    assert mark.get_attribute("data-signs") == "−"
    for divergence in (both[0], both[1], both[0]):
        mark.click()
        assert one(browser, ".finding[open]").get_attribute("id") == divergence.id


@pytest.mark.parametrize("width", [360, 800, 1000, 1440, 2200])
def test_no_width_scrolls_sideways(report: Chrome, width: int) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    report.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    assert report.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    report.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


CONTRAST = """
const parse = (text) => { const c = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  c.fillStyle = text; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
const light = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
  const v = c[i] / 255; return sum + weight * (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); }, 0);
const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
  if (c[3] === 255) return c; } return parse("white"); };
const found = [];
for (const e of document.querySelectorAll("body *")) {
  if (!e.checkVisibility() || e.closest(".skip, svg, [hidden]")) continue;
  if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
  const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) found.push([e.outerHTML.slice(0, 80), ratio]);
}
return found;
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(report: Chrome, scheme: str) -> None:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    report.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    one(report, "#next").click()
    assert report.execute_script(CONTRAST) == []
    report.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_controls_have_names_and_paper_shows_everything(report: Chrome) -> None:
    nameless = """return [...document.querySelectorAll("a, button, select, input, summary, nav, main, aside, form")]
        .filter((e) => !(e.ariaLabel || e.textContent.trim() || e.labels?.length || e.id === "texts")).length"""
    assert report.execute_script(nameless) == 0
    report.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert len(report.find_elements(By.CSS_SELECTOR, ".finding[open]")) == 5
    report.execute_script("dispatchEvent(new Event('afterprint'))")
    assert report.find_elements(By.CSS_SELECTOR, ".finding[open]") == []
