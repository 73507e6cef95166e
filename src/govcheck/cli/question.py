"""A question to `simulate` and its answer, as values."""

from govcheck.named_tuples import NamedTuple


class Manner(NamedTuple):
    """How a question is to be answered, by the shared options."""

    format: str
    language: str
    color: bool
    quiet: bool
    exact: bool
    """Whether the answer names the revision, which only git knows."""
    today: int
    """The current day; what is wrong with the policy depends on it."""


class SimulateRequest(NamedTuple):
    """What is asked of `simulate`, as on the command line."""

    incidents: tuple[str, ...]
    stdin_name: str
    at: int | None
    settings: tuple[str, ...]
    absent: tuple[str, ...]
    acknowledged: tuple[str, ...]
    person: str | None
    """Whose calendar it is to be; None where it is everybody's."""
    brief: bool
    full: bool
    ignore_log: bool
    """Whether what was logged beside an incident is left aside."""
    manner: Manner


class SimulateAnswer(NamedTuple):
    """The result, what goes to standard error, and how the command ends.

    `missed` tells whether an obligation is missed, which `--strict` makes a failure.
    """

    text: str
    notes: str
    code: int
    missed: bool
