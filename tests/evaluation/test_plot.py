"""The reliability plot: where its dots lie, and that it is one drawing that asks for nothing else."""

from xml.etree import ElementTree

import pytest

from aligner.evaluation.calibration import reliability
from aligner.evaluation.plot import SIDE, plot

SVG = "{http://www.w3.org/2000/svg}"
GOOD = reliability([0.95] * 8 + [0.25] * 2, [True] * 8 + [True, False])


def dots(drawing: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(drawing)  # our own
    return [circle for circle in root.iter(f"{SVG}circle") if circle.find(f"{SVG}title") is not None]


def test_a_dot_stands_at_score_and_share_and_grows_with_the_beads() -> None:
    low, high = dots(plot({"fiction": GOOD}))
    assert float(low.get("cx", "")) == pytest.approx(0.25 * SIDE)
    assert float(low.get("cy", "")) == pytest.approx(0.5 * SIDE)
    assert float(high.get("cy", "")) == 0
    assert float(high.get("r", "")) == pytest.approx(2 * float(low.get("r", "")))  # four times the beads


def test_several_sets_have_a_colour_and_a_legend_each() -> None:
    drawing = plot({"fiction": GOOD, "magazine": GOOD})
    assert len({dot.get("fill") for dot in dots(drawing)}) == 2
    assert "fiction: 10 beads" in drawing
    assert "magazine: 10 beads" in drawing


def test_a_name_is_text_and_no_markup() -> None:
    assert len(dots(plot({"<b>&": GOOD}))) == 2


def test_the_drawing_asks_for_nothing_else() -> None:
    root = ElementTree.fromstring(plot({"fiction": GOOD}))  # our own
    assert not [name for element in root.iter() for name in element.attrib if name.endswith(("href", "src"))]
    *_, last = root.iter(f"{SVG}text")
    legend = float(last.get("y", ""))
    assert legend + 16 < float(root.get("height", ""))  # the drawing begins 16 lower
