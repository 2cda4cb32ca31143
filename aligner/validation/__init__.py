"""Whether a TMX or TEI file is valid, and what is wrong with it if it is not.

validate(path) ──► faults, in order of their lines        repair(path) ──► the file with what can safely be mended
"""

from aligner.validation.check import validate
from aligner.validation.faults import CODES, Fault
from aligner.validation.repair import Repair, repair

__all__ = ["CODES", "Fault", "Repair", "repair", "validate"]
