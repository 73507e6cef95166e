"""Social-media governance as code: the rule engine, its command line, and its library.

    import govcheck

    policy = govcheck.open("governance")
    policy.simulate("incidents/airbag-video.yaml").missed

docs/library.md has all of it. Nothing is imported before it is used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from os import PathLike

    from govcheck.library.policy import OpenPolicy
    from govcheck.library.results import PolicyChange

__version__ = "0.1.0"
__all__ = ["OpenPolicy", "diff", "open"]


def __getattr__(name: str) -> Any:
    """The class of an opened policy, imported by whoever names it."""
    if name == "OpenPolicy":
        from govcheck.library.policy import OpenPolicy

        return OpenPolicy
    raise AttributeError(f"module `govcheck` has no attribute `{name}`")


def open(  # noqa: A001 - as other libraries call it: gzip.open, dbm.open
    folder: "str | PathLike[str]" = ".", *, rev: str | None = None
) -> "OpenPolicy":
    """Open the policy in a folder that holds `policies/`, or in a git revision of it.

    Raises:
        govcheck.errors.GovcheckError: There is none; where it does not load (`InvalidPolicy`),
            `findings` says why.
    """
    from govcheck.library.policy import open_policy

    return open_policy(folder, rev=rev)


def diff(base: "OpenPolicy", head: "OpenPolicy", **question: Any) -> "PolicyChange":
    """What a change from one policy to another does; `at` and `horizon` as `govcheck diff`."""
    from govcheck.library.change import diff_policies

    return diff_policies(base, head, **question)
