"""Whatever a change needs: by change control, and by the standards of the channels of posts."""

from collections.abc import Iterable

from govcheck.change.control import Changed, Required, required
from govcheck.gate.posts import post_approvals
from govcheck.gate.sitting import Sitting
from govcheck.model.change_control import ChangeControl
from govcheck.workspace.sides import LoadedSide


def requirements_of(
    controls: Iterable[ChangeControl],
    base: LoadedSide,
    head: LoadedSide,
    changed: Changed,
    at: int,
) -> tuple[Required, ...]:
    """Everything that must be approved, as of an instant, by the rules of the base."""
    sitting = Sitting(base.side.program.roster, at)
    posts = post_approvals(base.repository.policy, head.repository.policy, changed, sitting)
    settled = posts.documents | posts.paths
    return (*required(controls, changed, settled), *posts.required)
