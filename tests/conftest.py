"""What every test shares: machines are slow at times, and no test asserts a time."""

import gc
import os

import pytest
from hypothesis import settings

from govcheck.cli.start import OBJECTS_BEFORE_COLLECTION
from tests.cpu_time import CpuTime
from tests.samples import Samples

pytest_plugins = ("tests.chromium", "tests.proofs", "tests.together")

settings.register_profile("patient", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)


def pytest_configure(config: pytest.Config) -> None:
    """Count processor time, and mark the samples; what tests install is built as users build it."""
    os.environ.pop("PIP_NO_BUILD_ISOLATION", None)
    settings.load_profile("quick" if config.option.markexpr == "quick" else "patient")
    config.pluginmanager.register(CpuTime(config), "cpu-time")
    config.pluginmanager.register(Samples(config), "samples")


def pytest_collection_finish() -> None:
    """Collect garbage as seldom as the commands do, and never look through the tests for it.

    By default a third of the processor time went into that.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
