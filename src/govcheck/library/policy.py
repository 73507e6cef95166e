"""A policy as other programs use it: opened once, asked as often as they like."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.errors import GovcheckError, reason_of
from govcheck.library.instants import InstantInput, Stretch, length_of, now, seconds_of
from govcheck.library.location import find_cache, open_tree
from govcheck.library.refusals import InvalidIncident, InvalidPolicy
from govcheck.library.stamp import stamp
from govcheck.load.tree import FOLDERS, Tree
from govcheck.report.stamp import PolicyStamp
from govcheck.simulate.program import Program
from govcheck.time.clock import DAY, LONGEST_DURATION
from govcheck.workspace.answers import compiled
from govcheck.workspace.examined import Compiled

if TYPE_CHECKING:  # at run time only whoever asks for one of these imports it
    from govcheck.library.results import (
        Decisions,
        Duty,
        Findings,
        PolicyChange,
        Proofs,
        Simulation,
    )
    from govcheck.prove.verdict import Verdict

YEAR: Final = 365 * DAY
QUARTER: Final = 90 * DAY

IncidentInput = str | os.PathLike[str] | Mapping[str, object]
"""An incident file's path, or the keys of an incident's document."""


class OpenPolicy:
    """A policy, of which nothing is loaded before it is asked.

    `govcheck.open` gives one that loads; all that it answers is as of when it was opened.
    """

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
        """The same. Raises InvalidPolicy where documents or rules cannot be read."""
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
        from govcheck.duty.now import all_targets

        return tuple(all_targets(self.program.roster))

    def findings(
        self,
        *,
        at: InstantInput | None = None,
        warn_before: Stretch = 0,
        paths: Sequence[str] | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        prove: bool = True,
    ) -> "Findings":
        """Everything that is wrong with the repository as of an instant, now by default.

        What a date makes wrong within `warn_before` is a warning already. With `paths`, from the
        root, only what these files answer for; `select` and `ignore` are codes, names or families
        of rules; `prove` tells whether what is refuted with nobody missing is among it.
        """
        from govcheck.library.results import Findings
        from govcheck.report.findings import Report
        from govcheck.workspace.validate import FindingsRequest, answer

        seconds = now() if at is None else seconds_of(at)
        early = timedelta(seconds=length_of(warn_before))
        asked = FindingsRequest(seconds, early, paths, select, ignore, prove)
        found = answer(self.tree, self.cache, asked)
        return Findings(Report(found.findings, found.sources, found.documents))

    def simulate(
        self,
        incident: IncidentInput,
        *,
        at: InstantInput | None = None,
        absent: Sequence[str] = (),
        acknowledged: Mapping[str, Stretch] | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> "Simulation":
        """Decide an incident and play its escalation forward.

        `at` replaces `detected_at`; `absent` has ids of people; `acknowledged` says after how long
        somebody acknowledges; `facts` states facts, or other values, and None for unknown.

        Raises:
            InvalidIncident: The incident, or one of `facts`, is not as the policy allows.
            GovcheckError: Somebody is named whom the policy does not know.
        """
        from govcheck.library.results import Simulation
        from govcheck.workspace.simulate import Supposition, must_know_people, simulate

        path, content = _written(incident)
        answers = {who: length_of(after) for who, after in (acknowledged or {}).items()}
        must_know_people((*absent, *answers), self.program.roster.people)
        asked = Supposition(
            None if at is None else seconds_of(at),
            tuple((facts or {}).items()),
            frozenset(absent),
            tuple(answers.items()),
        )
        played = simulate(self.program, [(path, content)], asked, self.cache)
        if played.findings:
            raise InvalidIncident(played.findings)
        if len(played.outcomes) != 1:
            raise GovcheckError(f"`{path}` holds {len(played.outcomes)} incidents; state one")
        return Simulation(played.outcomes[0], self.program, self.stamp)

    def decide(
        self, facts: Mapping[str, object], *, detected_at: InstantInput | None = None
    ) -> "Decisions":
        """What the rules decide of some facts; those that are left out are unknown.

        Raises:
            InvalidIncident: A fact is not as a vocabulary allows.
        """
        at = now() if detected_at is None else seconds_of(detected_at)
        stated = {"id": "asked", "title": "Asked", "detected_at": at, "facts": facts}
        return self.simulate(stated).decisions

    def duty(
        self,
        *targets: str,
        at: InstantInput | None = None,
        until: InstantInput | None = None,
        absent: Sequence[str] = (),
    ) -> "Duty":
        """Who answers to targets such as `rota:night`, who is next, and where nobody is.

        `at` is now by default, `until` ninety days later. Without targets every rota, role and
        department that somebody belongs to is meant.

        Raises:
            GovcheckError: There is no such target or person.
        """
        from govcheck.duty.holes import holes
        from govcheck.duty.now import duty, usual_targets
        from govcheck.library.results import Duty
        from govcheck.nearest import did_you_mean_person, did_you_mean_target
        from govcheck.report.duty import DutyReport

        since = now() if at is None else seconds_of(at)
        end = since + QUARTER if until is None else seconds_of(until)
        if not since < end <= since + LONGEST_DURATION:
            raise GovcheckError("`until` is not within the ten years after `at`")
        roster, away = self.program.roster, frozenset(absent)
        known = self.targets
        called = {id_: person.name for id_, person in roster.people.items()}
        for target in targets:
            if target not in known:
                raise _unknown("target", target, did_you_mean_target(target, known))
        for person in absent:
            if person not in called:
                raise _unknown("person", person, did_you_mean_person(person, called))
        answers = duty(roster, targets, since, end, away)
        promised = self.program.promised
        watched = dict.fromkeys(targets or (*usual_targets(roster), *promised))
        found = tuple(
            hole for one in watched for hole in holes(roster, one, since, end, away, promised)
        )
        return Duty(DutyReport(since, end, answers, roster, found, targets, away))

    def prove(
        self,
        *,
        at: InstantInput | None = None,
        horizon: Stretch = YEAR,
        absent_people: int = 0,
        absent_employer: bool = False,
        absent_zone: bool = False,
        select: Sequence[str] = (),
        tell: "Callable[[Verdict], None]" = lambda _verdict: None,
    ) -> "Proofs":
        """Prove what must hold for every incident and every minute of the horizon.

        So many people, or everybody of any one employer or time zone, are supposed to be missing at
        once. `tell` hears of each verdict as it is found.

        Raises:
            InvalidPolicy: The policy does not load.
            GovcheckError: A property is selected that there is not.
        """
        from govcheck.library.results import Proofs
        from govcheck.prove.query import Query
        from govcheck.report.prove import ProofReport
        from govcheck.workspace.prove import prove_tree

        start = now() if at is None else seconds_of(at)
        within = start, start + length_of(horizon)
        asked = Query(start, within, absent_people, tuple(select), absent_employer, absent_zone)
        proof = prove_tree(self.tree, asked, tell)
        return Proofs(ProofReport(proof, stamp(self.tree, proof.program, exact=True)))


def open_policy(folder: str | os.PathLike[str] = ".", *, rev: str | None = None) -> OpenPolicy:
    """Open the policy in a folder (the one that holds `policies/`), or in a git revision of it.

    Raises:
        PolicyNotFound: There is no `policies/` in it.
        RevisionError: There is no such revision.
        InvalidPolicy: The policy does not load; its `findings` say why.
    """
    tree = Snapshot(open_tree(os.fspath(folder), rev), FOLDERS)
    return OpenPolicy(tree, find_cache(tree.root)).must_load()


def diff_policies(
    base: OpenPolicy,
    head: OpenPolicy,
    *,
    at: InstantInput | None = None,
    horizon: Stretch = YEAR,
    names: tuple[str, str] = ("base", "head"),
) -> "PolicyChange":
    """What a change from one policy to another does to people and incidents.

    It starts at the newest commit of both by default. `names` are those that they are called by.

    Raises:
        InvalidPolicy: One of them does not load.
    """
    from govcheck.library.results import PolicyChange
    from govcheck.workspace.diff import diff_trees, starts_at

    committed = starts_at(base.tree, head.tree) if at is None else seconds_of(at)
    start = now() // DAY * DAY if committed is None else committed
    until = start + length_of(horizon)
    return PolicyChange(diff_trees(base.tree, head.tree, names, start, (start, until)))


def _unknown(noun: str, name: str, advice: str | None) -> GovcheckError:
    """The error for a name that there is not."""
    return GovcheckError(f"no {noun} `{name}`" + (f"; {advice}" if advice else ""))


def _written(incident: IncidentInput) -> tuple[str, bytes]:
    """The path and the bytes of an incident; what is no file is written as JSON, which is YAML."""
    if isinstance(incident, Mapping):
        import json  # which no file needs

        document = {"kind": "incident", "id": "incident", "title": "Incident", **incident}
        for key in ("detected_at", "published_at", "aware_at"):
            if isinstance(document.get(key), int | datetime):
                document[key] = _rfc3339(document[key])
        try:
            return "<incident>", json.dumps(document).encode()
        except (TypeError, ValueError) as error:
            raise GovcheckError(f"the incident cannot be written as JSON: {error}") from None
    path = os.fspath(incident)
    try:
        with open(path, "rb") as file:
            return path, file.read()
    except OSError as error:
        raise GovcheckError(f"`{path}` cannot be read: {reason_of(error)}") from None


def _rfc3339(instant: object) -> str:
    from govcheck.time.clock import format_instant

    assert isinstance(instant, int | datetime)
    return format_instant(seconds_of(instant))
