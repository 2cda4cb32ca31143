import io

from rich.console import Console

from scripts.evaluation.figures import Figure
from scripts.evaluation.floors import Pinned
from scripts.evaluation.registry import Measured
from scripts.evaluation.table import table


def test_a_row_says_all_that_a_figure_is_held_against() -> None:
    figures = (
        Figure("F1", 0.91, target=0.92, baseline=0.5, spread=0.01),
        Figure("flags", 2.0, "less", target=3.0),
        Figure("count", 12, None),
    )
    out = io.StringIO()
    Console(file=out, width=120).print(table({"set": Measured(figures, {})}, {"set": Pinned({"F1": 0.905}, {})}))
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in out.getvalue().splitlines() if "|" in line]
    assert rows[0] == ["figure", "value", "floor", "target", "baseline"]
    assert rows[2:] == [
        ["set: F1", "0.9100 ± 0.0100", "0.9050", "≥ 0.9200 missed", "0.5000"],
        ["set: flags", "2.0000", "", "≤ 3.0000 met", ""],
        ["set: count", "12", "", "", ""],
    ]
