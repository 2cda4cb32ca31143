from pathlib import Path

import pytest

from aligner.divergence import Audit
from aligner.errors import StoreError
from aligner.store.decisions import Decision, decide, decisions, withdraw
from aligner.store.entry import Entry
from aligner.store.keeping import put, remove
from aligner.store.schema import Store


def test_a_decision_is_kept_and_can_change(store: Store) -> None:
    first = Decision("plan", "d1", "reject", "a paraphrase", "2024-05-01T10:00:00Z")
    decide(store, first)
    decide(store, Decision("plan", "d0", "accept"))
    decide(store, Decision("other", "d1", "accept"))
    assert list(decisions(store, "plan")) == [Decision("plan", "d0", "accept"), first]
    decide(store, first._replace(verdict="accept"))
    assert list(decisions(store, "plan"))[1].verdict == "accept"
    withdraw(store, "plan", "d0")
    withdraw(store, "plan", "d0")
    assert [decision.document for decision in decisions(store)] == ["other", "plan"]


def test_decisions_outlive_the_document(store: Store, audit: Audit) -> None:
    decide(store, Decision("plan", audit.divergences[0].id, "accept"))
    put(store, Entry.of_audit(audit, "plan"))
    remove(store, "plan")
    assert len(list(decisions(store))) == 1


def test_another_verdict_is_none(store: Store) -> None:
    with pytest.raises(StoreError):
        decide(store, Decision("plan", "d1", "perhaps"))  # type: ignore[arg-type]  # refused, as it should be
    assert not list(decisions(store))


def test_they_are_on_disk(tmp_path: Path) -> None:
    with Store.create(tmp_path / "corpus.sqlite") as store:
        decide(store, Decision("plan", "d1", "accept"))
    with Store.open(tmp_path / "corpus.sqlite") as store:
        assert list(decisions(store)) == [Decision("plan", "d1", "accept")]
