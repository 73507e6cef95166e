"""One file: its text, its documents, and what is wrong with them.

A pure function of path and bytes; nothing here knows about other files.
"""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from functools import partial
from typing import Final

from govcheck.finding import Diagnostic, Finding, Key, Place, Problem, Related
from govcheck.load import shape
from govcheck.load.fitting import confused_kind
from govcheck.load.front_matter import parse_post
from govcheck.load.models import build
from govcheck.load.names import name_of, names_in
from govcheck.load.nodes import Mapping, Node, Scalar, plain, walk
from govcheck.load.placing import finding_of, span_of
from govcheck.load.post_table import TableReading, read_table
from govcheck.load.shape import ShapeFault
from govcheck.load.spelling import as_spelt
from govcheck.load.tree import ARCHIVES, INCIDENTS, POLICIES, POSTS, SCENARIOS
from govcheck.load.yaml import parse
from govcheck.load.yaml_faults import BAD_SCALAR, MERGE_KEY, NOT_UTF8, SYNTAX, TOO_LARGE, Fault
from govcheck.load.yaml_limits import MOST_BYTES, MOST_FAULTS
from govcheck.model.base import Document
from govcheck.model.kinds import KINDS
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import did_you_mean, nearest, only_near
from govcheck.source import Source, Span
from govcheck.translation import said


class Loaded(NamedTuple):
    """What came of one file."""

    source: Source
    roots: Sequence[Node]
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    titles: tuple[str | None, ...] = ()
    """What each of the roots calls itself, as `kind/id`."""
    names: frozenset[str] = frozenset()
    """Every document, as `kind/id`, that the file seems to hold, the unreadable ones included."""


def load_file(path: str, content: bytes) -> Loaded:
    """Read the documents of a file; the path says, by its first folder, what may stand in it."""
    source = _source(path, content)
    if isinstance(source, Loaded):
        return source
    roots, faults = parse_post(source) if path.endswith(".md") else parse(source)
    return _loaded(source, roots, faults)


def load_table(path: str, content: bytes, reading: TableReading) -> Loaded:
    """Read the posts of a table; where it is no UTF-8 it is what Excel writes, or did."""
    if len(content) > MOST_BYTES:
        return too_large(path, len(content))
    try:
        is_wide = content[:2] in (BOM_UTF16_LE, BOM_UTF16_BE)
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    source = Source(path, text)
    table = read_table(source, reading)
    loaded = _loaded(source, table.roots, [])
    advice = said(
        "name its column, `--column FIELD=HEADING`, or say it once: `--default FIELD=VALUE`"
    )
    lacking = shape.MISSING_FIELD
    told = [one._replace(help=advice) if one.rule == lacking else one for one in loaded.findings]
    return loaded._replace(findings=(*table.findings, *told))


def _loaded(source: Source, roots: list[Node], faults: list[Fault]) -> Loaded:
    path = source.path
    findings = [_text_finding(source, fault) for fault in faults]
    documents = []
    for index, root in enumerate(roots):
        document, problems = _read(root, path)
        merging = _merging(root, faults)
        problems = [one for one in problems if not (one.is_of_parent and one.keys in merging)]
        found = [shape_finding(source, root, index, fault) for fault in problems]
        findings += [one for one in found if not any(_is_covered(one, told) for told in findings)]
        if len(findings) >= MOST_FAULTS:
            findings[MOST_FAULTS - 1 :] = [_too_many(findings[MOST_FAULTS - 1])]
            break
        if document is not None and not _is_spoilt(root, faults):
            document.placed(path, index)
            documents.append(document)
    titles = tuple(name_of(root, confused_kind(root)) for root in roots)
    names = frozenset(title for title in titles if title is not None)
    names |= frozenset(_as_meant(title) for title in names)
    if faults:
        names |= names_in(source.text)
    return Loaded(source, roots, tuple(documents), tuple(findings), titles, names)


def read_trees(path: str, content: bytes) -> Loaded:
    """Read a file as far as it is YAML; nobody looks at what its documents say."""
    source = _source(path, content)
    if isinstance(source, Loaded):
        return source
    roots, faults = parse_post(source) if path.endswith(".md") else parse(source)
    return Loaded(source, roots, (), tuple(_text_finding(source, fault) for fault in faults))


def unreadable(path: str, rule: Diagnostic, message: str, advice: str | None = None) -> Loaded:
    """A file that is not even looked into."""
    finding = Finding(Span(path, 1, 1, 1, 1), rule, message, help=advice)
    return Loaded(Source(path, ""), (), (), (finding,))


def too_large(path: str, size: int) -> Loaded:
    """A file over the limit."""
    message = said("the file has {size} bytes, more than {most}", size=size, most=MOST_BYTES)
    return unreadable(path, TOO_LARGE, message, said("split it into several files"))


def place_finding(
    source: Source, root: Node, rule: Diagnostic, problem: Problem, document: str | None
) -> Finding:
    """The finding of a problem whose places all lie in this document."""
    span = partial(span_of, source, root)
    return finding_of(rule, problem, span, source, problem.at.keys, document)


def _source(path: str, content: bytes) -> Source | Loaded:
    """The text of a file, or the file with the reason why it has none."""
    if len(content) > MOST_BYTES:
        return too_large(path, len(content))
    try:
        return Source(path, content.decode("utf-8").lstrip("\ufeff"))
    except UnicodeDecodeError as error:
        return _not_utf8(path, content, error)


def _read(root: Node, path: str) -> tuple[Document | None, list[ShapeFault]]:
    if isinstance(root, Scalar) and root.value is None:
        return None, []  # an empty document, which has been reported
    if not isinstance(root, Mapping):
        message = said("{what} is not a document", what=shape.shown(plain(root)))
        return None, [ShapeFault(shape.WRONG_TYPE, (), message, _kind_help(path))]
    entry = root.entries.get("kind")
    if entry is None:
        message = said("the document has no `kind`")
        return None, [ShapeFault(shape.UNKNOWN_KIND, (), message, _kind_help(path))]
    kind = plain(entry.node)
    if not isinstance(kind, str) or kind not in KINDS:
        known = did_you_mean(kind, KINDS) if isinstance(kind, str) else None
        message = said("{kind} is not a kind of document", kind=shape.shown(kind))
        fault = ShapeFault(shape.UNKNOWN_KIND, ("kind",), message, known)
        return None, [fault._replace(meant=only_near(str(kind), KINDS))]
    folder, home = path.partition("/")[0], _HOMES.get(kind, POLICIES)
    misplaced = []
    if folder in (POLICIES, SCENARIOS, INCIDENTS, ARCHIVES, POSTS) and folder != home:
        message = said(
            "{owner} does not belong under `{folder}/`", owner=shape.owner((), kind), folder=folder
        )
        advice = said("move it below `{home}/`", home=home)
        misplaced = [ShapeFault(shape.MISPLACED, ("kind",), message, advice)]
    built = build(KINDS[kind], plain(root))
    meant = confused_kind(root) if isinstance(built, list) else None
    if meant is not None:
        message = said(
            "{stated} has other fields; {meant} has these",
            stated=shape.owner((), kind), meant=shape.owner((), meant),
        )  # fmt: skip
        advice = said("write `kind: {kind}`", kind=meant)
        return None, [ShapeFault(shape.UNKNOWN_KIND, ("kind",), message, advice)]
    if isinstance(built, list):
        return None, [*misplaced, *built]
    return (None, misplaced) if misplaced else (built, [])


def _as_meant(title: str) -> str:
    """What a document calls itself, with the kind that was meant in place of a misspelt one."""
    kind, _, id_ = title.partition("/")
    return title if kind in KINDS else f"{nearest(kind, KINDS) or kind}/{id_}"


def _kind_help(path: str) -> str:
    if path.endswith(".md"):
        return said("begin with `kind: post`; its channels, drafter and texts go below it")
    return said("begin with `kind:`, such as `kind: person`")


_HOMES: Final = {
    "scenario": SCENARIOS,
    "incident": INCIDENTS,
    "archive": ARCHIVES,
    "post": POSTS,
}


def _is_spoilt(root: Node, faults: list[Fault]) -> bool:
    """Whether a value of the document could not be read, so that it is not what was meant."""
    return any(
        fault.rule in (BAD_SCALAR, SYNTAX) and root.start <= fault.start < root.end
        for fault in faults
    )


def _merging(root: Node, faults: list[Fault]) -> set[tuple[Key, ...]]:
    """The mappings into which others were to be merged: nobody knows which fields they lack."""
    ats = [one.start for one in faults if one.rule == MERGE_KEY and root.start <= one.start]
    return {
        max((keys for keys, node in walk(root) if node.start <= at < node.end), key=len, default=())
        for at in ats
        if at < root.end
    }


def _is_covered(finding: Finding, told: Finding) -> bool:
    """Whether another finding tells what is wrong there: the same place, or the text of a value."""
    here, there = finding.span, told.span
    of_text = told.rule == SYNTAX and finding.rule != shape.MISSING_FIELD
    within = (
        (here.line, here.column) <= (there.line, there.column) < (here.end_line, here.end_column)
    )
    return here == there or (of_text and within)


def shape_finding(source: Source, root: Node, index: int, fault: ShapeFault) -> Finding:
    """The finding of a fault in the document of that number, its value spelt as in the file."""
    place = Place(source.path, index, fault.keys, fault.of_key)
    fault = as_spelt(source, root, fault)
    problem = Problem(place, fault.message, help=fault.help, meant=fault.meant, lacks=fault.lacks)
    return place_finding(source, root, fault.rule, problem, name_of(root))


def _text_finding(source: Source, fault: Fault) -> Finding:
    related: tuple[Related, ...] = ()
    if fault.see is not None:
        start, end, note = fault.see
        related = (Related(source.span(start, end), note),)
    span = source.span(fault.start, min(fault.end, len(source.text)))
    return Finding(span, fault.rule, fault.message, related=related, help=fault.help)


def _too_many(last: Finding) -> Finding:
    message = said(
        "the file has {most} faults or more, and what follows is not read", most=MOST_FAULTS
    )
    return Finding(last.span, TOO_LARGE, message, help=said("mend those above first"))


def _not_utf8(path: str, content: bytes, error: UnicodeDecodeError) -> Loaded:
    text = content.decode("utf-8", "replace").lstrip("\ufeff")
    source = Source(path, text)
    start = len(content[: error.start].decode("utf-8").lstrip("\ufeff"))
    message = said("the byte 0x{byte} is not UTF-8", byte=f"{content[error.start]:02x}")
    advice = said("save the file as UTF-8")
    finding = Finding(source.span(start, start + 1), NOT_UTF8, message, help=advice)
    return Loaded(source, (), (), (finding,), names=names_in(text))
