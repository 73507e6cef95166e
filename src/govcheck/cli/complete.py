"""What the shell completes: the policy's own ids, besides commands and options.

Everything is imported by need, because every command names these functions.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from govcheck.engine.ruleset import Fact
    from govcheck.simulate.program import Program

F = TypeVar("F", bound=Callable[..., Any])
AFTER: Final = ("5m", "10m", "15m", "30m", "1h")
"""How long after the detection an acknowledgement may come, to show how it is written."""


def people(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Ids of people."""
    program = _program(ctx)
    return [] if program is None else _beginning(program.roster.people, incomplete)


def person_option(
    *names: str,
    help: str,  # noqa: A002 - as click's
    multiple: bool = False,
) -> Callable[[F], F]:
    """An option that takes the id of somebody, or of several people."""
    return click.option(
        *names, metavar="PERSON", multiple=multiple, shell_complete=people, help=help
    )


def targets(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Targets, as `type:id`."""
    from govcheck.duty.now import all_targets

    program = _program(ctx)
    return [] if program is None else _beginning(all_targets(program.roster), incomplete)


def acknowledgements(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """People with `@`, and how long after the detection, as `person@+12m`."""
    program = _program(ctx)
    if program is None:
        return []
    from govcheck.targets import person_id

    person, at, _ = incomplete.partition("@")
    if not at:
        return _beginning((f"{name}@" for name in program.roster.people), incomplete)
    known = person_id(person) in program.roster.people
    return _beginning((f"{person}@+{after}" for after in AFTER if known), incomplete)


def facts(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Facts with `=`, and the values of a fact that is written already."""
    program = _program(ctx)
    if program is None:
        return []
    known = program.ruleset.facts
    name, equals, written = incomplete.partition("=")
    if not equals:
        stated = (fact.name for fact in known.values() if fact.type not in ("share", "decision"))
        return _beginning((f"{name}=" for name in stated), incomplete)
    values = _values(known[name], written) if name in known else []
    return _beginning((f"{name}={value}" for value in values), incomplete)


def _values(fact: "Fact", written: str) -> list[str]:
    """What may be written of a fact; of tags, one more than those before the last comma."""
    if fact.type == "boolean":
        return ["true", "false"]
    if fact.type != "tags":
        return list(fact.values)
    before, comma, _ = written.rpartition(",")
    given = before.split(",")
    return [f"{before}{comma}{tag}" for tag in fact.values if tag not in given]


def documents(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Documents and severities, as `kind/id`, and names inside documents."""
    from govcheck.errors import GovcheckError
    from govcheck.library.location import open_tree
    from govcheck.load.repository import load_repository
    from govcheck.model.kinds import KINDS
    from govcheck.workspace.renaming.names import inner_names

    try:
        policy = load_repository(open_tree(ctx.params.get("policy"), None), templates=False).policy
    except (GovcheckError, OSError):
        return []
    kinds = ("severity", *KINDS)
    titles = [f"{kind}/{name}" for kind in kinds for name in policy.names(kind)]
    return _beginning((*titles, *map(str, inner_names(policy))), incomplete)


def incidents(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Names of incidents, and files."""
    import glob
    import os

    from govcheck.errors import GovcheckError
    from govcheck.library.location import open_tree

    try:
        folder = os.path.join(open_tree(ctx.params.get("policy"), None).root, "incidents")
    except (GovcheckError, OSError):
        return []
    names = [os.path.splitext(os.path.basename(one))[0] for one in glob.glob(f"{folder}/*.yaml")]
    files = [one for one in glob.glob(f"{glob.escape(incomplete)}*") if one.endswith(".yaml")]
    return _beginning(sorted([*names, *files]), incomplete)


def log_subjects(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """What an event of a log is about: actions, approvals, people, or facts."""
    event = ctx.params.get("event")
    if event == "fact":
        return facts(ctx, param, incomplete)
    if event == "told":
        return people(ctx, param, incomplete)
    program = _program(ctx)
    if program is None:
        return []
    from govcheck.logbook.lines import names_of

    approvals = event not in ("done", "skipped")
    return _beginning(names_of(program, approvals=approvals), incomplete)


def archives(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Ids of archives."""
    found = documents(ctx, param, f"archive/{incomplete}")
    return [name.partition("/")[2] for name in found]


def rules(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Codes of checks, and their names."""
    from govcheck.explanations import explanations

    found = [one.rule for one in explanations()]
    names = [name for rule in found for name in (rule.code, rule.name)]
    return _beginning(names, incomplete)


def _program(ctx: click.Context) -> "Program | None":
    """The program of the policy that the command line names so far; None where there is none."""
    from govcheck.errors import GovcheckError
    from govcheck.library.location import find_cache, open_tree
    from govcheck.workspace.answers import compiled

    try:
        tree = open_tree(ctx.params.get("policy"), ctx.params.get("rev"))
        return compiled(tree, find_cache(tree.root)).program
    except (GovcheckError, OSError):
        return None


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
