"""What several test modules need."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("project", deadline=None)  # a busy machine is no fault of ours
settings.load_profile("project")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold data and schemas beside the project; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the gold data and schemas are not beside the project")
    return SHARED
