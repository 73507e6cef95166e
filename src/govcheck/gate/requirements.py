"""Whatever a change needs: by change control, and by the standards of the channels of posts."""

from govcheck.change.control import Changed, Required, required
from govcheck.gate.posts import post_approvals
from govcheck.gate.sitting import Sitting
from govcheck.opening.opened import Opened


def requirements_of(base: Opened, head: Opened, changed: Changed, at: int) -> tuple[Required, ...]:
    """Everything that must be approved, as of an instant, by the rules of the base."""
    sitting = Sitting(base.program.roster, at)
    posts = post_approvals(base.policy, head.policy, changed, sitting)
    settled = posts.documents | posts.paths
    return (*required(base.policy.change_controls, changed, settled), *posts.required)
