"""What the shell completes: the policy's own ids, besides commands and options.

Everything is imported by need, because every command names these functions.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from govcheck.engine.ruleset import Fact
    from govcheck.simulate.program import Program

F = TypeVar("F", bound=Callable[..., Any])
AFTER: Final = ("5m", "10m", "15m", "30m", "1h")
"""How long after the detection an acknowledgement may come, to show how it is written."""


def _beginning(find: Callable[..., Iterable[str]]) -> Callable[..., list[str]]:
    """What is found that begins as the word does; nothing where there is no policy to look in."""

    @wraps(find)
    def found(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        from govcheck.errors import GovcheckError

        try:
            names = list(find(ctx, param, incomplete))
        except (GovcheckError, OSError):
            return []
        return [name for name in names if name.startswith(incomplete)]

    return found


@_beginning
def people(ctx: click.Context, _param: click.Parameter, _incomplete: str) -> Iterable[str]:
    """Ids of people."""
    return _program(ctx).roster.people


def person_option(*names: str, **more: Any) -> Callable[[F], F]:
    """An option that takes the id of somebody, or of several people."""
    return click.option(*names, metavar="PERSON", shell_complete=people, **more)


@_beginning
def targets(ctx: click.Context, _param: click.Parameter, _incomplete: str) -> Iterable[str]:
    """Targets, as `type:id`."""
    from govcheck.duty.coverage import all_targets

    return all_targets(_program(ctx).roster)


@_beginning
def acknowledgements(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Iterable[str]:
    """People with `@`, and how long after the detection, as `person@+12m`."""
    from govcheck.targets import person_id

    known = _program(ctx).roster.people
    person, at, _ = incomplete.partition("@")
    if not at:
        return (f"{name}@" for name in known)
    return (f"{person}@+{after}" for after in AFTER if person_id(person) in known)


@_beginning
def facts(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Iterable[str]:
    """Facts with `=`, and the values of a fact that is written already."""
    known = _program(ctx).ruleset.facts
    name, equals, written = incomplete.partition("=")
    if not equals:
        return (f"{one}=" for one, fact in known.items() if fact.type not in ("share", "decision"))
    return (f"{name}={value}" for value in (_values(known[name], written) if name in known else ()))


def _values(fact: "Fact", written: str) -> list[str]:
    """What may be written of a fact; of tags, one more than those before the last comma."""
    if fact.type == "boolean":
        return ["true", "false"]
    if fact.type != "tags":
        return list(fact.values)
    before, comma, _ = written.rpartition(",")
    given = before.split(",")
    return [f"{before}{comma}{tag}" for tag in fact.values if tag not in given]


@_beginning
def documents(ctx: click.Context, _param: click.Parameter, _incomplete: str) -> Iterable[str]:
    """Documents and severities, as `kind/id`, and names inside documents."""
    from govcheck.library.location import open_tree
    from govcheck.load.repository import load_repository
    from govcheck.model.kinds import KINDS
    from govcheck.workspace.renaming.names import inner_names

    policy = load_repository(open_tree(ctx.params.get("policy"), None), templates=False).policy
    titles = [f"{kind}/{name}" for kind in ("severity", *KINDS) for name in policy.names(kind)]
    return (*titles, *map(str, inner_names(policy)))


@_beginning
def incidents(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Iterable[str]:
    """Names of incidents, and files."""
    import glob
    import os

    from govcheck.library.location import open_tree

    folder = os.path.join(open_tree(ctx.params.get("policy"), None).root, "incidents")
    names = [os.path.splitext(os.path.basename(one))[0] for one in glob.glob(f"{folder}/*.yaml")]
    files = [one for one in glob.glob(f"{glob.escape(incomplete)}*") if one.endswith(".yaml")]
    return sorted([*names, *files])


@_beginning
def log_subjects(ctx: click.Context, param: click.Parameter, incomplete: str) -> Iterable[str]:
    """What an event of a log is about: actions, approvals, people, or facts."""
    from govcheck.logbook.lines import names_of

    event = ctx.params.get("event")
    if event == "fact":
        return facts(ctx, param, incomplete)
    if event == "told":
        return people(ctx, param, incomplete)
    return names_of(_program(ctx), approvals=event not in ("done", "skipped"))


@_beginning
def archives(ctx: click.Context, param: click.Parameter, incomplete: str) -> Iterable[str]:
    """Ids of archives."""
    found = documents(ctx, param, f"archive/{incomplete}")
    return (name.partition("/")[2] for name in found)


@_beginning
def rules(_ctx: click.Context, _param: click.Parameter, _incomplete: str) -> Iterable[str]:
    """Codes of checks, and their names."""
    from govcheck.explanations import explanations

    return (name for one in explanations() for name in (one.rule.code, one.rule.name))


def _program(ctx: click.Context) -> "Program":
    """The program of the policy that the command line names so far. Raises GovcheckError."""
    from govcheck.library.location import find_cache, open_tree
    from govcheck.workspace.answers import compiled

    tree = open_tree(ctx.params.get("policy"), ctx.params.get("rev"))
    return compiled(tree, find_cache(tree.root)).program
