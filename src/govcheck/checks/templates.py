"""Templates of actions."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Lack, Place, Problem
from govcheck.load.policy import Policy
from govcheck.nearest import did_you_mean
from govcheck.translation import said


@check("PLAY016", "template-missing")
def template_missing(policy: Policy) -> Iterator[Problem]:
    """The template of every action is a file of the repository that can be read.

    Nobody writes a holding statement well in the night; a path that leads nowhere is found out at
    the worst time.
    """
    if policy.templates is None:
        return
    for _, path, place in _named(policy):
        if path not in policy.templates:
            yield Problem(
                place,
                said("there is no template `{path}`", path=path),
                help=did_you_mean(path, policy.templates)
                or said("write it, with its path from the repository's root"),
                lacks=Lack("template", path),
            )
        elif (fault := policy.templates[path].fault) is not None:
            yield Problem(
                place,
                said("the template `{path}` {fault}", path=path, fault=fault),
                help=said("shorten it, or divide it"),
            )


@check("PLAY017", "template-overdue")
def template_overdue(policy: Policy) -> Iterator[Problem]:
    """No template is past the `review_by` in its front matter.

    A text with last year's phone number does harm. Without `review_by` a template never gets old;
    the day itself is still in time.
    """
    for action, path, place in _named(policy):
        template = (policy.templates or {}).get(path)
        if template is None or template.review_by is None:
            continue
        if template.due is None:
            message = said(
                "the template of `{action}` has a `review_by` that is no date", action=action
            )
            yield Problem(
                place, message, help=said("write a date like `2027-06-30` in `{path}`", path=path)
            )
            continue
        yield Problem(
            place,
            said(
                "the template of `{action}` was to be reviewed by {due}",
                action=action,
                due=template.due,
            ),
            help=said("review `{path}`, and set the next date in it", path=path),
            expires=template.due,
        )


def _named(policy: Policy) -> Iterator[tuple[str, str, Place]]:
    """Every action with a template: its id, the path, and the place of that."""
    for playbook in policy.playbooks:
        for position, action in enumerate(playbook.actions):
            if action.template is not None:
                yield action.id, action.template, playbook.place("actions", position, "template")
