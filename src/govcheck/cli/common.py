"""What commands have in common, as a value: the policy that is named, and how results are told."""

from typing import TYPE_CHECKING

from govcheck.console.output import emit, language_of, note, wants_color
from govcheck.load.tree import Tree
from govcheck.named_tuples import NamedTuple
from govcheck.translation import said

if TYPE_CHECKING:
    from govcheck.cache.store import Cache
    from govcheck.library.policy import OpenPolicy
    from govcheck.tongue import Tongue


class Shared(NamedTuple):
    """The options that every command has, or most of them."""

    folder: str | None
    """The folder that holds `policies/`, where one is named."""
    rev: str | None
    format: str
    output: str | None
    color: str
    quiet: bool
    verbose: bool
    named_language: str | None
    """What `--lang` says."""

    @property
    def colored(self) -> bool:
        """Whether the result is coloured."""
        return wants_color(self.color, self.output)

    @property
    def language(self) -> str:
        """The language of whoever reads it."""
        return language_of(self.named_language)

    @property
    def tongue(self) -> "Tongue":
        """What says sentences in that language."""
        from govcheck.tongue import tongue

        return tongue(self.language)

    def emit(self, text: str) -> None:
        """Write the result where it is to go."""
        emit(text, self.output)

    def note(self, text: str) -> None:
        """Say something on standard error, unless nothing but the result is wanted."""
        note(text, quiet=self.quiet)

    def tree(self) -> Tree:
        """The tree that is named. Raises PolicyNotFound or RevisionError."""
        from govcheck.library.location import open_tree

        return open_tree(self.folder, self.rev)

    def open(self) -> "OpenPolicy":
        """The policy that is named, of which nothing is loaded before it is asked."""
        from govcheck.library.policy import OpenPolicy

        tree = self.tree()
        return OpenPolicy(tree, open_cache(tree.root))

    def opened(self, at: int) -> "OpenPolicy":
        """The policy that is named; what else is wrong with it at an instant is told."""
        policy = self.open()
        said = self.warnings(policy, at)
        note(said, quiet=not said)
        return policy

    def warnings(self, policy: "OpenPolicy", at: int) -> str:
        """What else is wrong with a policy at an instant, in words. Raises InvalidPolicy."""
        from govcheck.cli.program import warnings

        policy.must_load()
        return "" if self.quiet else warnings(policy, at, self.tongue).rstrip("\n")


def open_cache(root: str) -> "Cache":
    """The user's cache, for the policy below a folder; why it is not used, if so, is told."""
    from govcheck.library.location import find_cache

    cache = find_cache(root)
    if cache.refusal is not None:
        sentence = said(
            "the cache `{folder}` {refusal}, so that it is not used; "
            "`GOVCHECK_CACHE_DIR` names another folder",
            folder=cache.folder or "",
            refusal=cache.refusal,
        )
        note(sentence)
    return cache
