"""What every test shares: machines are slow at times, and no test asserts a time."""

import pytest
from hypothesis import settings

from tests.cpu_time import CpuTime

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """Count processor time."""
    config.pluginmanager.register(CpuTime(config), "cpu-time")
