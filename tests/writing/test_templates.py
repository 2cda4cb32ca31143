from pathlib import Path

import pytest
from jinja2 import UndefinedError

from aligner.writing.templates import templates


def test_what_is_put_in_is_escaped_and_what_is_missing_an_error(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{% if a %}\n  <p>{{ a }}</p>\n{% endif %}\n", encoding="utf-8")
    page = templates(tmp_path).get_template("page.html")
    assert page.render(a="x < y & z") == "  <p>x &lt; y &amp; z</p>\n"
    with pytest.raises(UndefinedError):
        page.render()
