"""Change control: that its rules cover every change, and can match one."""

from collections.abc import Iterable, Iterator, Sequence

from govcheck.authority.globs import impossible, matches
from govcheck.checks.check import check
from govcheck.finding import Lack, Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.change_control import ChangeCondition
from govcheck.model.channel import Channel
from govcheck.model.fields import field_names
from govcheck.model.kinds import KINDS
from govcheck.model.post import Post
from govcheck.nearest import did_you_mean
from govcheck.translation import any_of, said, together


@check("CHNG001", "kind-not-controlled", severity=Severity.WARNING)
def kind_not_controlled(policy: Policy) -> Iterator[Problem]:
    """A rule of change control covers every kind of document that the policy has.

    What is left to `otherwise` has been thought of by nobody. A rule covers a kind that it lists
    in `kinds` without asking for effects or paths as well, or whose files all match its `paths`.
    Rules that list `fields` cover a kind together, once every field of it stands in one of them.
    Posts are looked at where no channel of one asks for approvals: the others ask those whom
    `standards.approvals` of their channels name.
    """
    controls = policy.change_controls
    if not controls:
        return
    rules = [rule.when for control in controls for rule in control.rules]
    paths: dict[str, set[str]] = {}
    for document in policy.documents:
        if isinstance(document, Post) and _asks_channels(policy, document):
            continue
        paths.setdefault(document.kind_name, set()).add(document.place().path)
    left = [kind for kind, found in paths.items() if not _is_covered(kind, found, rules)]
    if left:
        names = together((_left_of(kind, rules) for kind in left), ", ")
        yield Problem(
            controls[0].place("otherwise", of_key=True),
            said("no rule covers changes of {names}", names=names),
            help=said("add a rule with these `kinds`"),
        )


def _asks_channels(policy: Policy, post: Post) -> bool:
    """Whether a channel of a post says who approves it."""
    for name in post.channels:
        channel = policy.find(Channel, name)
        asked = channel.standards.approvals if channel is not None and channel.standards else None
        if asked is not None and asked.drafts and asked.by:
            return True
    return False


def _left_of(kind: str, rules: Sequence[ChangeCondition]) -> str:
    """A kind, with those of its fields that no rule lists where rules list others."""
    fields = _fields_covered(kind, rules)
    if not fields:
        return f"`{kind}`"
    rest = [name for name in _changeable(kind) if name not in fields]
    return f"`{kind}` ({', '.join(f'`{name}`' for name in rest)})"


def _changeable(kind: str) -> list[str]:
    """The fields of a kind; the kind itself and a document's id come and go with it."""
    return [name for name in field_names(KINDS[kind]) if name not in ("kind", "id")]


def _fields_covered(kind: str, rules: Iterable[ChangeCondition]) -> set[str]:
    return {
        name
        for when in rules
        if when.effects is None and when.paths is None and kind in (when.kinds or ())
        for name in when.fields or ()
    }


def _is_covered(kind: str, paths: Iterable[str], rules: Sequence[ChangeCondition]) -> bool:
    whole = [when for when in rules if when.effects is None and when.fields is None]
    if _fields_covered(kind, rules).issuperset(_changeable(kind)):
        return True
    if any(kind in (when.kinds or (kind,)) for when in whole if when.paths is None):
        return True
    globs = [glob for when in whole if kind in (when.kinds or (kind,)) for glob in when.paths or ()]
    return all(any(matches(glob, path) for glob in globs) for path in paths)


@check("CHNG002", "no-such-kind")
def no_such_kind(policy: Policy) -> Iterator[Problem]:
    """The `kinds` of a rule of change control are kinds of documents.

    A misspelt kind is never changed, so that its rule protects nothing.
    """
    for place, _, kind in _entries(policy, "kinds"):
        if kind not in KINDS:
            yield Problem(
                place,
                said("`{kind}` is not a kind of document", kind=kind),
                help=did_you_mean(kind, KINDS),
                lacks=Lack("kind", kind),
            )


def _entries(policy: Policy, field: str) -> Iterator[tuple[Place, ChangeCondition, str]]:
    """Everything that rules list in a field of their `when`, with its place."""
    for control in policy.change_controls:
        for position, rule in enumerate(control.rules):
            for number, entry in enumerate(getattr(rule.when, field) or ()):
                yield control.place("rules", position, "when", field, number), rule.when, entry


@check("CHNG003", "path-without-files", severity=Severity.WARNING)
def path_without_files(policy: Policy) -> Iterator[Problem]:
    """The `paths` of a rule of change control match files of the policy.

    A folder that was renamed leaves a rule behind that protects nothing. Looked at are paths below
    `policies/`, and below `scenarios/` and `incidents/` where there are any.
    """
    files = {document.place().path for document in policy.documents}
    folders = {path.partition("/")[0] for path in files}
    for place, _, glob in _entries(policy, "paths"):
        if glob.partition("/")[0] not in folders or impossible(glob) is not None:
            continue
        if not any(matches(glob, path) for path in files):
            yield Problem(
                place,
                said("no file of the policy matches `{glob}`", glob=glob),
                help=said("correct the path; `**` crosses folders, `*` does not"),
            )


@check("CHNG020", "no-such-field")
def no_such_field(policy: Policy) -> Iterator[Problem]:
    """The `fields` of a rule of change control are top-level fields of its `kinds`.

    A misspelt field is never changed, so that its rule protects nothing, and the change that was
    meant falls to `otherwise`. Each field has to be one of at least one of the kinds.
    """
    for place, when, field in _entries(policy, "fields"):
        kinds = [kind for kind in when.kinds or () if kind in KINDS]
        known = sorted({name for kind in kinds for name in field_names(KINDS[kind])} - {"kind"})
        if kinds and field not in known and not field.startswith("x-"):
            words = any_of([f"`{one}`" for one in kinds])
            yield Problem(
                place,
                said("`{field}` is not a field of {kinds}", field=field, kinds=words),
                help=did_you_mean(field, known),
            )


@check("CHNG021", "fields-without-kinds")
def fields_without_kinds(policy: Policy) -> Iterator[Problem]:
    """A rule of change control that lists `fields` says of which `kinds`.

    The same name is another thing in another kind: `members` of a team, and of a rota. An empty
    list of fields matches no change at all.
    """
    for control in policy.change_controls:
        for position, rule in enumerate(control.rules):
            when = rule.when
            if when.fields is None or (when.kinds and when.fields):
                continue
            place = control.place("rules", position, "when", "fields", of_key=True)
            if not when.fields:
                yield Problem(
                    place, said("the rule lists no field"), help=said("name the fields, or omit it")
                )
            else:
                yield Problem(
                    place,
                    said("the rule lists fields, and no kind that has them"),
                    help=said("add `kinds`, like `kinds: [person]`"),
                )


@check("CHNG007", "impossible-path")
def impossible_path(policy: Policy) -> Iterator[Problem]:
    """The `paths` of a rule of change control are globs that a file can match.

    They count from the repository's root, as git writes paths; one that begins with `/` or `./`,
    ends with `/`, has a backslash or a part `.git` matches no file, so that its rule protects
    nothing. `[ab]` is one of these characters, `[a-z]` one of a range, `[!a]` any other; without
    its end, without any character, or with a class like `[:alpha:]` it matches nothing. A bracket
    that is meant is `[[]`.
    """
    for place, _, glob in _entries(policy, "paths"):
        fault = impossible(glob)
        if fault is not None:
            yield Problem(
                place,
                said("no file can match `{glob}`: it {reason}", glob=glob, reason=fault.reason),
                help=said("write `{meant}`", meant=fault.meant)
                if fault.meant
                else said("write it from the root"),
                meant=fault.meant,
            )
