"""What the tests of the gate begin with."""

from pathlib import Path

import pytest

from tests.gate.story import Story


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A small policy under version control."""
    return Story(tmp_path)
