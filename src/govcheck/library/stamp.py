"""The stamp of a tree: which policy, and which data, a result was made from."""

from govcheck.load.tree import Tree
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.program import Program
from govcheck.time.clock import tzdata_version


def stamp(tree: Tree, program: Program, *, exact: bool) -> PolicyStamp:
    """The stamp; without `exact` git is not asked, which takes longer than all the rest."""
    revision, dirty = tree.revision, False
    if exact and revision is None:
        from govcheck.load.git import head

        found = head(tree.root)
        if found is not None:
            revision, dirty = found
    return PolicyStamp(revision, dirty, tzdata_version(), program.roster.holidays_version)
