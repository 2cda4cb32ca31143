"""The options of a second opinion, and the judge that they name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from aligner.cli.talk import Talk
    from aligner.judging import SecondOpinion

Judge = Annotated[
    str | None,
    typer.Option(
        "--judge",
        metavar="URL",
        help="Where --judge-model answers, an OpenAI-compatible address: texts are sent there.  "
        "[default: http://127.0.0.1:11434/v1]",
    ),
]
JudgeModel = Annotated[
    str | None,
    typer.Option(
        "--judge-model", metavar="NAME", help="Ask this language model for a second opinion on each likely divergence."
    ),
]
JudgeBudget = Annotated[
    int, typer.Option("--judge-budget", min=0, metavar="N", help="The most requests to the judge in this run.")
]
DEFAULT_BUDGET = 500


def second_opinion(url: str | None, model: str | None, budget: int, to_user: Talk) -> SecondOpinion | None:
    """The judge that was asked for; None where none was.

    Raises:
        InputError: The address is none that can be asked.
    """
    if model is None:
        if url is not None:
            raise typer.BadParameter("name the model that is to judge", param_hint="--judge-model")
        return None
    from aligner.judging import SecondOpinion
    from aligner.judging.cache import AnswerCache
    from aligner.judging.endpoint import KEY, LOCAL, Endpoint

    endpoint = Endpoint(url or LOCAL, model, os.environ.get(KEY, ""))
    return SecondOpinion(endpoint, AnswerCache.open(), budget, on_question=to_user.questions)
