"""Many documents: a corpus in, a folder for each document out, on one machine or many.

    corpus ──► documents ──► jobs ──► executor ──► results ──► manifest, figures, summary
                                      (processes of this machine, or a cluster)

`work.finished_folder` is the unit: a function from paths to a finished folder, which keeps nothing and may run in any
process. `loop.outcomes` runs it over any `concurrent.futures.Executor`; `state` is what an interrupted run is resumed
from.
"""

from aligner.batch.documents import BatchDocument, documents_in
from aligner.batch.run import BatchOutcome, run
from aligner.batch.settings import BatchSettings

__all__ = ["BatchDocument", "BatchOutcome", "BatchSettings", "documents_in", "run"]
