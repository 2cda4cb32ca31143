import pickle

import pytest

from aligner.errors import AlignerError, MissingExtraError, ModelError, ReadError


@pytest.mark.parametrize(
    "error",
    [
        AlignerError("it broke"),
        ReadError("the file is empty", where="a.txt", do="give another"),
        MissingExtraError("torch", "neural", "a model"),
    ],
)
def test_an_error_crosses_processes_whole(error: AlignerError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.what, again.where, again.do) == (
        type(error),
        str(error),
        error.what,
        error.where,
        error.do,
    )


def test_a_message_says_where_what_and_what_next() -> None:
    error = ModelError("the model cannot be loaded", where="LaBSE", do="check the name")
    assert str(error) == "LaBSE: the model cannot be loaded; check the name"


def test_a_missing_package_names_the_extra() -> None:
    assert "pip install 'zh-en-aligner[neural]'" in str(MissingExtraError("torch", "neural", "a model"))
