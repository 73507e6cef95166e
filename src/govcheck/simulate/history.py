"""What has happened already, where a playbook is not planned from nothing."""

from collections.abc import Mapping
from typing import NamedTuple


class History(NamedTuple):
    """What is known of a playbook's actions and approvals as of an instant.

    Actions and approvals go by their ids in the playbook; instants are seconds since 1970 UTC.
    What is neither done nor given is planned from `now` on.
    """

    now: int
    begun: Mapping[str, int]
    """From when on each action is owed."""
    done: Mapping[str, tuple[int, ...]]
    """When each action was done, each time."""
    given: Mapping[str, int | None]
    """When each approval had been given; None for one that was refused and not given since."""
    asked: Mapping[str, int]
    """When each approval was asked for."""
