"""Plain drafts, checked without the models of a whole policy, which take long to import.

The checks themselves look at the draft beside what is kept of the policy (`DraftRules`). Whatever
is unusual is left to the slower way: other YAML than the simplest, a field that is no post's, a
name that leads nowhere, what is accepted by a comment or a waiver. A test compares both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from govcheck.acceptance.judgement import Acceptance
from govcheck.cache.snapshot import Snapshot
from govcheck.catalogue.of_drafts import OF_DRAFTS
from govcheck.finding import Finding, Place, Problem, Violation
from govcheck.load.nodes import KeyValue, Node, Scalar, plain, walk
from govcheck.load.placing import finding_of, span_of
from govcheck.load.simple_yaml import simple_tree
from govcheck.load.tree import ARCHIVES, INCIDENTS, POLICIES, SCENARIOS
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.model.post import Post
from govcheck.modelling.reading import Refused, reader_of
from govcheck.opening.findings import sort_findings
from govcheck.source import Source, Span
from govcheck.standards import post_approvals
from govcheck.standards.post_drafters import UnfitDrafter, drafter_without_right, unfit_drafters
from govcheck.translation import preferring
from govcheck.workspace.drafted import Drafted

if TYPE_CHECKING:  # which drafts do without
    from govcheck.load.policy import Policy
    from govcheck.model.calendar import Calendar
    from govcheck.model.channel import Channel
    from govcheck.model.network_limits import NetworkLimits

_TABLES: Final = (".csv", ".tsv")
_IGNORES: Final = "govcheck:"
_OPENING, _CLOSING = "---\n", "\n---\n"


class DraftRules(NamedTuple):
    """What drafts are checked against: all that a policy and its other posts say about them."""

    timezone: str
    read_languages: tuple[str, ...]
    channels: dict[str, "Channel"]
    calendars: dict[str, "Calendar"]
    networks: dict[str, "NetworkLimits"]
    goals: frozenset[str]
    people: frozenset[str]
    unfit: dict[str, UnfitDrafter]
    """Who of them may not draft."""
    answerers: dict[str, tuple[str, ...]]
    """Who answers to the targets whose approval channels ask for."""
    posts: tuple[Post, ...]
    """Those that have a time and are not withdrawn, without what they say."""
    taken: dict[str, str]
    """The file of each post's id."""
    waived: frozenset[str]
    """The documents about which something is waived."""


class DraftPlaces(NamedTuple):
    """The trees of the files that findings about drafts point at; only these need them."""

    roots: dict[str, tuple[Node, ...]]


class PlainDraft(NamedTuple):
    """A draft as it was read, with its text."""

    post: Post
    source: Source
    root: Node


class _Unusual(Exception):
    """Something that the models have to look at."""


class _Beside:
    """What the checks ask a policy for; the posts are the drafts, or all."""

    def __init__(self, rules: DraftRules, posts: Sequence[Post]) -> None:
        self.posts = posts
        self.channels, self.networks = tuple(rules.channels.values()), ()
        self.timezone, self._languages = rules.timezone, rules.read_languages
        self.channel, self.calendar = rules.channels.get, rules.calendars.get
        self.network = rules.networks.get

    def prose(self, text: str) -> str:
        """A text that people read."""
        return preferring(text, self._languages)


def plain_drafts(
    rules: DraftRules,
    files: Sequence[tuple[str, bytes]],
    snapshot: Snapshot,
    places: Callable[[], DraftPlaces | None],
) -> Drafted | None:
    """What is found in the drafts, without what accepts it; None where they are not plain.

    `places` is asked only where something is found.
    """
    read = [plain_draft(path, content) for path, content in files]
    drafts = {draft.source.path: draft for draft in read if draft is not None}
    if len(drafts) < len(files) or not _are_sound(rules, [one.post for one in drafts.values()]):
        return None
    broken = [one for one in _violations(rules, drafts) if _is_about(one.problem, drafts)]
    found: tuple[Finding, ...] = ()
    sources = {}
    if broken:
        try:
            files_of = _Files(drafts, snapshot, places)
            found = sort_findings(map(partial(files_of.finding, rules.waived), broken))
        except (_Unusual, OSError, ValueError):
            return None
        sources = files_of.sources
    paths = frozenset(drafts)
    return Drafted(found, Acceptance(), rules.timezone, paths, len(files), sources)


def plain_draft(path: str, content: bytes) -> PlainDraft | None:
    """The draft of a file; None where the parser or the models have to look at it."""
    elsewhere = path.partition("/")[0] in (POLICIES, SCENARIOS, ARCHIVES, INCIDENTS)
    if len(content) > MOST_BYTES or elsewhere or path.casefold().endswith(_TABLES):
        return None
    try:
        source = Source(path, content.decode("utf-8").lstrip("\ufeff"))
        return None if _IGNORES in source.text else _draft(source)
    except (_Unusual, Refused, RecursionError, ValueError):
        return None


class _Files:
    """The files that findings are about: the drafts, and what they point at."""

    def __init__(
        self,
        drafts: Mapping[str, PlainDraft],
        snapshot: Snapshot,
        places: Callable[[], DraftPlaces | None],
    ) -> None:
        known = places()
        if known is None:
            raise _Unusual
        self.sources = {path: draft.source for path, draft in drafts.items()}
        self._roots = {**known.roots, **{path: (one.root,) for path, one in drafts.items()}}
        self._names = {path: f"post/{draft.post.id}" for path, draft in drafts.items()}
        self._snapshot = snapshot

    def finding(self, waived: frozenset[str], broken: Violation) -> Finding:
        """What breaks a rule, with its places. Raises _Unusual where something may accept it."""
        at = broken.problem.at
        if at.path not in self._names or self._names[at.path] in waived:
            raise _Unusual
        source, name = self.sources[at.path], self._names[at.path]
        return finding_of(broken.rule, broken.problem, self._span, source, at.keys, name)

    def _span(self, place: Place) -> Span:
        if place.path not in self._roots:
            self._read(place.path)
        if place.path not in self.sources:
            text = self._snapshot.read(place.path).decode("utf-8").lstrip("\ufeff")
            self.sources[place.path] = Source(place.path, text)
        return span_of(self.sources[place.path], self._roots[place.path][place.index], place)

    def _read(self, path: str) -> None:
        """Read the file of another post, or of a person."""
        content = self._snapshot.read(path)
        draft = plain_draft(path, content)
        tree = simple_tree(content.decode("utf-8")) if draft is None else draft.root
        if tree is None:
            raise _Unusual
        self._roots[path] = (tree,)


def _violations(rules: DraftRules, drafts: Mapping[str, PlainDraft]) -> Iterator[Violation]:
    """What the checks find; that of POST009 also in the posts that are no drafts."""
    posts = [draft.post for draft in drafts.values()]
    others = [post for post in rules.posts if rules.taken[post.id] not in drafts]
    alone = cast("Policy", _Beside(rules, posts))
    every = cast("Policy", _Beside(rules, [*others, *posts]))
    people = rules.answerers.__getitem__
    for check in OF_DRAFTS:
        for problem in check.look_alone(every if check.rule.code == "POST009" else alone):
            yield Violation(check.rule, problem)
    for other, found in (
        (drafter_without_right, unfit_drafters(alone, rules.unfit)),
        (post_approvals.approval_needs_drafter, post_approvals.without_drafter(alone, people)),
        (post_approvals.not_approved, post_approvals.unapproved(alone, people)),
    ):
        yield from (Violation(other.rule, problem) for problem in found)


def _are_sound(rules: DraftRules, posts: Sequence[Post]) -> bool:
    """Whether every name leads somewhere, and every id is free."""
    paths = {post.place().path for post in posts}
    return len({post.id for post in posts}) == len(posts) and all(
        {*post.channels, *post.texts} <= rules.channels.keys()
        and {post.drafted_by, *post.approved_by} <= rules.people
        and (post.goal is None or post.goal in rules.goals)
        and rules.taken.get(post.id, post.place().path) in paths
        for post in posts
    )


def _is_about(problem: Problem, paths: Mapping[str, object]) -> bool:
    return problem.at.path in paths or any(place.path in paths for place in problem.see)


def _draft(source: Source) -> PlainDraft:
    """The draft of a text. Raises ValueError, Refused and _Unusual."""
    text, body, front, start = source.text, "", 0, 0
    if source.path.endswith(".md"):
        end = text.find(_CLOSING, len(_OPENING) - 1)
        if not text.startswith(_OPENING) or end < 0:
            raise _Unusual
        below = text[end + len(_CLOSING) :].lstrip()
        front, start, body = len(_OPENING), len(text) - len(below), below.rstrip()
        text = text[front : end + 1]
    root = simple_tree(text, front)
    if root is None or (body and "text" in root.entries):
        raise _Unusual
    if body:
        there = start, start + len(body)
        text_node = KeyValue(*there, Scalar(body, *there))
        root = root._replace(entries={**root.entries, "text": text_node}, end=there[1])
    if any(isinstance(node, Scalar) and node.value is None for _, node in walk(root)):
        raise _Unusual
    post: Post = reader_of(Post)(plain(root))
    post.placed(source.path, 0)
    return PlainDraft(post, source, root)
