"""A policy as other programs use it: opened once, asked as often as they like."""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.duty.now import all_targets, duty
from govcheck.errors import GovcheckError
from govcheck.library.instants import InstantInput, Stretch, length_of, now, seconds_of
from govcheck.library.location import find_cache, open_tree
from govcheck.library.refusals import InvalidIncident, InvalidPolicy
from govcheck.library.results import (
    Decisions,
    Duty,
    Findings,
    PolicyChange,
    Proofs,
    Simulation,
)
from govcheck.library.stamp import stamp
from govcheck.load.tree import FOLDERS, POLICIES, Tree
from govcheck.nearest import did_you_mean_target
from govcheck.report.duty import DutyReport
from govcheck.report.findings import Report
from govcheck.report.prove import ProofReport
from govcheck.report.stamp import PolicyStamp
from govcheck.simulate.program import Program
from govcheck.time.clock import DAY
from govcheck.workspace.answers import compiled
from govcheck.workspace.simulate import Supposition, must_know_people, simulate

YEAR: Final = 365 * DAY
QUARTER: Final = 90 * DAY

IncidentInput = str | os.PathLike[str] | Mapping[str, object]
"""An incident file's path, or the keys of an incident's document."""


class OpenPolicy:
    """A policy that loads. Everything that it answers is as of when it was opened."""

    def __init__(self, tree: Tree, program: Program, cache: Cache) -> None:
        self._tree = tree
        self._program = program
        self._cache = cache

    def __repr__(self) -> str:
        revision = "" if self._tree.revision is None else f" at {self._tree.revision[:12]}"
        return f"<policy of {self._program.organization}{revision}>"

    @property
    def stamp(self) -> PolicyStamp:
        """The revision, and the versions of the data that answers depend on."""
        return stamp(self._tree, self._program, exact=True)

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of everybody whom the policy knows."""
        return tuple(self._program.roster.people)

    @property
    def targets(self) -> tuple[str, ...]:
        """Every target that `duty` can be asked for."""
        return tuple(all_targets(self._program.roster))

    def findings(self, *, at: InstantInput | None = None) -> Findings:
        """Everything that is wrong with the repository as of an instant, now by default."""
        from govcheck.workspace.validate import FindingsRequest, answer

        found = answer(
            self._tree, self._cache, FindingsRequest(now() if at is None else seconds_of(at))
        )
        return Findings(Report(found.findings, found.sources, found.documents))

    def simulate(
        self,
        incident: IncidentInput,
        *,
        at: InstantInput | None = None,
        absent: Sequence[str] = (),
        acknowledged: Mapping[str, Stretch] | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Simulation:
        """Decide an incident and play its escalation forward.

        `at` replaces `detected_at`; `absent` has ids of people; `acknowledged` says after how long
        somebody acknowledges; `facts` states facts, or other values, and None for unknown.

        Raises:
            InvalidIncident: The incident, or one of `facts`, is not as the policy allows.
            GovcheckError: Somebody is named whom the policy does not know.
        """
        path, content = _written(incident)
        answers = {who: length_of(after) for who, after in (acknowledged or {}).items()}
        must_know_people((*absent, *answers), self._program.roster.people)
        asked = Supposition(
            None if at is None else seconds_of(at),
            tuple((facts or {}).items()),
            frozenset(absent),
            tuple(answers.items()),
        )
        played = simulate(self._program, [(path, content)], asked, self._cache)
        if played.findings:
            raise InvalidIncident(played.findings)
        if len(played.outcomes) != 1:
            raise GovcheckError(f"`{path}` holds {len(played.outcomes)} incidents; state one")
        return Simulation(played.outcomes[0], self._program, self.stamp)

    def decide(
        self, facts: Mapping[str, object], *, detected_at: InstantInput | None = None
    ) -> Decisions:
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
    ) -> Duty:
        """Who answers to targets such as `rota:night`, who is next, and where nobody is.

        `at` is now by default, `until` ninety days later. Without targets every rota, role and
        department that somebody belongs to is meant.

        Raises:
            GovcheckError: There is no such target or person.
        """
        since = now() if at is None else seconds_of(at)
        end = since + QUARTER if until is None else seconds_of(until)
        known = self.targets
        for target in targets:
            if target not in known:
                advice = did_you_mean_target(target, known)
                raise GovcheckError(f"no target `{target}`" + (f"; {advice}" if advice else ""))
        must_know_people(absent, self._program.roster.people)
        roster = self._program.roster
        answers = duty(roster, targets, since, end, frozenset(absent))
        return Duty(DutyReport(since, end, answers, roster))

    def prove(
        self,
        *,
        at: InstantInput | None = None,
        horizon: Stretch = YEAR,
        absent_people: int = 0,
        select: Sequence[str] = (),
    ) -> Proofs:
        """Prove what must hold for every incident and every minute of the horizon.

        Raises:
            GovcheckError: A property is selected that there is not.
        """
        from govcheck.prove.query import Query
        from govcheck.workspace.prove import prove_tree

        start = now() if at is None else seconds_of(at)
        question = Query(start, (start, start + length_of(horizon)), absent_people, tuple(select))
        proof = prove_tree(self._tree, question, lambda _verdict: None)
        return Proofs(ProofReport(proof, self.stamp))


def open_policy(folder: str | os.PathLike[str] = ".", *, rev: str | None = None) -> OpenPolicy:
    """Open the policy in a folder (the one that holds `policies/`), or in a git revision of it.

    Raises:
        PolicyNotFound: There is no `policies/` in it.
        RevisionError: There is no such revision.
        InvalidPolicy: The policy does not load; its `findings` say why.
    """
    tree = Snapshot(open_tree(os.fspath(folder), rev), FOLDERS)
    cache = find_cache(tree.root)
    found = compiled(Snapshot(tree, (POLICIES,)), cache)
    if found.blocking:
        raise InvalidPolicy(found.blocking, found.sources)
    return OpenPolicy(tree, found.program, cache)


def diff_policies(
    base: OpenPolicy,
    head: OpenPolicy,
    *,
    at: InstantInput | None = None,
    horizon: Stretch = YEAR,
) -> PolicyChange:
    """What a change from one policy to another does to people and incidents."""
    from govcheck.workspace.diff import diff_trees, starts_at

    committed = starts_at(base._tree, head._tree)  # noqa: SLF001 - likewise
    today = now() // DAY * DAY if committed is None else committed
    start = today if at is None else seconds_of(at)
    until = start + length_of(horizon)
    trees = base._tree, head._tree  # noqa: SLF001 - of the same class as what this module opens
    names = "base", "head"
    diff = diff_trees(*trees, names, start, (start, until))
    return PolicyChange(diff)


def _written(incident: IncidentInput) -> tuple[str, bytes]:
    """The path and the bytes of an incident; what is no file is written as JSON, which is YAML."""
    if isinstance(incident, Mapping):
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
        raise GovcheckError(f"`{path}` cannot be read: {(error.strerror or '').lower()}") from None


def _rfc3339(instant: object) -> str:
    from govcheck.time.clock import format_instant

    assert isinstance(instant, int | datetime)
    return format_instant(seconds_of(instant))
