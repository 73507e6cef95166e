"""What a change from one policy to another does."""

from govcheck.library.instants import InstantInput, Stretch, length_of, now, seconds_of
from govcheck.library.policy import YEAR, OpenPolicy
from govcheck.library.results import PolicyChange
from govcheck.time.clock import DAY


def diff_policies(
    base: OpenPolicy,
    head: OpenPolicy,
    *,
    at: InstantInput | None = None,
    horizon: Stretch = YEAR,
    names: tuple[str, str] = ("base", "head"),
) -> PolicyChange:
    """What a change from one policy to another does to people and incidents.

    It starts at the newest commit of both by default. `names` are those that they are called by.

    Raises:
        InvalidPolicy: One of them does not load.
    """
    from govcheck.workspace.diff import diff_trees, starts_at

    committed = starts_at(base.tree, head.tree) if at is None else seconds_of(at)
    start = now() // DAY * DAY if committed is None else committed
    until = start + length_of(horizon)
    return PolicyChange(diff_trees(base.tree, head.tree, names, start, (start, until)))
