import re

from scripts.evaluation.signature import signature


def test_a_signature_names_code_model_and_versions() -> None:
    assert re.fullmatch(r"commit:\w+(\+changes)? model:(\w{12}|none) python:[\d.]+\S* numpy:\S+", signature())
