"""The year of a tree's policy: how much time is left, by the hour of detection."""

from govcheck.errors import GovcheckError, PolicyDoesNotLoad
from govcheck.finding import Severity
from govcheck.load.repository import load_repository
from govcheck.load.tree import Tree
from govcheck.prove.query import Query
from govcheck.prove.time import Limit, worst_slack
from govcheck.prove.time.year import Year
from govcheck.simulate.compile import compile_program


def year_of_tree(tree: Tree, question: Query) -> Year:
    """The worst slack of everything that a tree's policy makes people owe.

    Raises PolicyDoesNotLoad where it has errors, and GovcheckError where a limit is reached.
    """
    repository = load_repository(tree)
    program, violations = compile_program(repository.policy, repository.line)
    faults = [
        *(one.severity for one in repository.findings),
        *(one.rule.severity for one in violations),
    ]
    if Severity.ERROR in faults:
        raise PolicyDoesNotLoad("the policy does not load; `govcheck validate` says why")
    try:
        return worst_slack(program, repository.policy, question)
    except Limit as limit:
        raise GovcheckError(f"the year cannot be worked out: {limit.reason}") from None
