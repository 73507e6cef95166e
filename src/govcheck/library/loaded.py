"""A policy in a tree, loaded when it is first asked, and the stamp of what it answers."""

from functools import cached_property
from typing import Self

from govcheck.cache.store import Cache
from govcheck.library.refusals import InvalidPolicy
from govcheck.load.tree import Tree
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.program import Program
from govcheck.time.clock import tzdata_version
from govcheck.workspace.answers import compiled
from govcheck.workspace.examined import Compiled


def stamp(tree: Tree, program: Program, *, exact: bool) -> PolicyStamp:
    """The stamp; without `exact` git is not asked, which takes longer than all the rest."""
    revision, dirty = tree.revision, False
    if exact and revision is None:
        from govcheck.load.git import head

        found = head(tree.root)
        if found is not None:
            revision, dirty = found
    return PolicyStamp(revision, dirty, tzdata_version(), program.roster.holidays_version)


class LoadedPolicy:
    """A tree with its cache, and the program that comes of it."""

    def __init__(self, tree: Tree, cache: Cache) -> None:
        self.tree = tree
        self.cache = cache

    def __repr__(self) -> str:
        revision = "" if self.tree.revision is None else f" at {self.tree.revision[:12]}"
        return f"<policy of {self.program.organization}{revision}>"

    @cached_property
    def compiled(self) -> Compiled:
        """The program, with all that compiling found; from the cache where nothing has changed."""
        return compiled(self.tree, self.cache)

    def must_load(self) -> Self:
        """This policy itself. Raises InvalidPolicy where documents or rules cannot be read."""
        if self.compiled.blocking:
            raise InvalidPolicy(self.compiled.blocking, self.compiled.sources)
        return self

    @property
    def program(self) -> Program:
        """What decides and plays incidents. Raises InvalidPolicy where the policy does not load."""
        return self.must_load().compiled.program

    @property
    def stamp(self) -> PolicyStamp:
        """The revision, and the versions of the data that answers depend on."""
        return stamp(self.tree, self.program, exact=True)

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of everybody whom the policy knows."""
        return tuple(self.program.roster.people)

    @property
    def targets(self) -> tuple[str, ...]:
        """Every target that `duty` can be asked for."""
        from govcheck.duty.coverage import all_targets

        return tuple(all_targets(self.program.roster))
