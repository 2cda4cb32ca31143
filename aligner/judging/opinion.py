"""A second opinion on an audit: candidates are put to a judge, and their scores weighed with what it says."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from aligner.bitext import joined
from aligner.divergence import Audit, Divergence
from aligner.judging.cache import AnswerCache, key_of
from aligner.judging.endpoint import Endpoint, NoAnswerError
from aligner.judging.question import Question, UnreadableAnswerError, Verdict, read_verdict

BUDGET = 500
"""Requests in a run, unless another number is given."""
LEAST = 0.2
"""The score from which a candidate is worth asking about."""
TRUST = 0.7
"""What the judge's log odds count beside the audit's own: models are surer of themselves than they should be."""
_SUREST = 0.95
_TRIES = 2  # of a question whose answer cannot be read
_FAILURES = 5  # one after the other: the endpoint is given up
_DIGITS = 4

_logger = logging.getLogger(__name__)


@dataclass
class SecondOpinion:
    """Asks a judge about the candidates of audits, the likeliest first, as far as a budget of requests goes.

    Attributes:
        endpoint: Who is asked.
        cache: What was answered before; None to ask anew.
        budget: The most requests that may be sent, over all audits, those that fail included; what the cache knows
            costs nothing.
        least: The score from which a candidate is asked about.
        on_question: Called after each question with how many are done and how many there are.
    """

    endpoint: Endpoint
    cache: AnswerCache | None = None
    budget: int = BUDGET
    least: float = LEAST
    on_question: Callable[[int, int], None] = lambda done, total: None
    judged: int = 0
    remembered: int = 0
    unanswered: int = 0
    _failures: int = field(default=0, repr=False)

    def __call__(self, audit: Audit) -> Audit:
        """The audit, its judged candidates with new scores and the judge's verdict in their evidence.

        Faults of one text alone are not asked about.

        Raises:
            JudgeError: The endpoint is not there, or refuses.
        """
        beads = {link.id: link for link in audit.alignment.sentences}
        parents = {c.id: c.parent for clauses in audit.alignment.clauses for c in clauses}
        asked = [k for k, d in enumerate(audit.candidates) if d.score >= self.least and d.cls != "language"]
        asked.sort(key=lambda k: (-audit.candidates[k].score, k))
        found = list(audit.candidates)
        for done, k in enumerate(asked, 1):
            divergence = audit.candidates[k]
            bead = beads[parents.get(divergence.link) or divergence.link]
            marked = joined(audit.alignment.zh, divergence.zh), joined(audit.alignment.en, divergence.en)
            question = Question.about(divergence, audit.alignment.texts(bead), marked, audit.alignment.original)
            verdict = self._verdict(question)
            if verdict is None:
                self.unanswered += 1
            else:
                self.judged += 1
                found[k] = weighed(divergence, verdict, self.endpoint.model)
            self.on_question(done, len(asked))
        return replace(audit, candidates=tuple(found))

    @property
    def left(self) -> int:
        """The requests that may still be sent."""
        return 0 if self._failures >= _FAILURES else max(0, self.budget - self.endpoint.calls)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know of the judging."""
        if not self.unanswered:
            return ()
        why = (
            "the judge failed again and again"
            if self._failures >= _FAILURES
            else "the judge's budget is spent"
            if not self.left
            else "the judge gave no answer that can be read"
        )
        return (f"{self.unanswered} candidates have no second opinion and keep their scores: {why}",)

    def _verdict(self, question: Question) -> Verdict | None:
        messages = question.messages()
        key = key_of(self.endpoint.url, self.endpoint.model, messages)
        known = self.cache.get(key) if self.cache is not None else None
        if known is not None:
            try:
                verdict = read_verdict(known)
            except UnreadableAnswerError:
                pass
            else:
                self.remembered += 1
                return verdict
        for _ in range(_TRIES):
            if not self.left:
                return None
            try:
                answer = self.endpoint.ask(messages, self.left)
                verdict = read_verdict(answer)
            except NoAnswerError as error:
                self._failures += 1
                _logger.info("no second opinion: %s", error)
                return None
            except UnreadableAnswerError as error:
                _logger.info("an answer that cannot be read: %s", error)
                continue
            self._failures = 0
            if self.cache is not None:
                self.cache.put(key, answer)
            return verdict
        return None


def weighed(divergence: Divergence, verdict: Verdict, model: str) -> Divergence:
    """A divergence with the verdict in its evidence and message, and its score weighed with it; see `combined`."""
    score = combined(divergence.score, verdict.probability)
    said = {"divergence": "agrees", "faithful": "finds it faithful", "unsure": "is unsure"}[verdict.ruling]
    reason = f": {verdict.reason}" if verdict.reason else ""
    evidence = {
        "verdict": verdict.ruling,
        "probability": verdict.probability,
        "severity": verdict.severity,
        "reason": verdict.reason,
        "model": model,
        "score_before": divergence.score,
    }
    message = f"{divergence.message} (second opinion by {model}: {said}{reason})"
    return replace(divergence, score=score, message=message, evidence={**divergence.evidence, "judge": evidence})


def combined(score: float, probability: float) -> float:
    """The audit's score with a judge's probability: the sum of their log odds, the judge's weighed by `TRUST`.

    This is Bayes' rule for evidence that is independent of the audit's (a logarithmic opinion pool; Genest and Zidek
    1986), with the judge's probability kept within 5% and 95%. A probability of a half changes nothing.
    """
    own = min(max(score, 1e-4), 1 - 1e-4)
    other = min(max(probability, 1 - _SUREST), _SUREST)
    odds = math.log(own / (1 - own)) + TRUST * math.log(other / (1 - other))
    return round(1 / (1 + math.exp(-odds)), _DIGITS)
