"""A policy as other programs use it: opened once, asked as often as they like."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from govcheck.cache.snapshot import Snapshot
from govcheck.errors import GovcheckError
from govcheck.library.incident import IncidentInput, read, written
from govcheck.library.instants import InstantInput, Stretch, length_of, now, seconds_of
from govcheck.library.loaded import LoadedPolicy, stamp
from govcheck.library.location import find_cache, open_tree
from govcheck.library.refusals import InvalidIncident
from govcheck.load.tree import FOLDERS
from govcheck.time.clock import DAY, LONGEST_DURATION, MINUTE
from govcheck.translation import advised, said

if TYPE_CHECKING:  # each answer imports what it needs
    from govcheck.library.entries import LogEntry
    from govcheck.library.logs import DueList, Reviews
    from govcheck.library.posts import PostPlan
    from govcheck.library.replays import ReplayedArchives
    from govcheck.library.results import (
        CouncilAgenda,
        Decisions,
        Duty,
        Findings,
        Proofs,
        ScenarioRuns,
        Simulation,
    )
    from govcheck.prove.verdict import Verdict
    from govcheck.replay.tally import Bucket

YEAR: Final = 365 * DAY
QUARTER: Final = 90 * DAY


class OpenPolicy(LoadedPolicy):
    """A policy, of which nothing is loaded before it is asked.

    `govcheck.open` gives one that loads; all that it answers is as of when it was opened.
    """

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
        return Findings(Report(found.findings, found.sources, found.documents), found.notes)

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

        path, content = written(incident)
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
            raise GovcheckError(
                "`{path}` holds {count} incidents; state one", path=path, count=len(played.outcomes)
            )
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
        from govcheck.briefing.duty import DutyReport
        from govcheck.duty.coverage import duty, holes, usual_targets
        from govcheck.library.results import Duty
        from govcheck.nearest import did_you_mean_person, did_you_mean_target

        since = now() if at is None else seconds_of(at)
        end = since + QUARTER if until is None else seconds_of(until)
        if not since < end <= since + LONGEST_DURATION:
            raise GovcheckError("`until` is not within the ten years after `at`")
        roster, away = self.program.roster, frozenset(absent)
        known = self.targets
        called = {id_: person.name for id_, person in roster.people.items()}
        for target in targets:
            if target not in known:
                advice = did_you_mean_target(target, known)
                raise GovcheckError(advised(said("no target `{name}`", name=target), advice))
        for person in absent:
            if person not in called:
                advice = did_you_mean_person(person, called)
                raise GovcheckError(advised(said("no person `{name}`", name=person), advice))
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
        from govcheck.prove.verdict import Query
        from govcheck.report.prove import ProofReport
        from govcheck.workspace.prove import prove_tree

        start = now() // MINUTE * MINUTE if at is None else seconds_of(at)
        within = start, start + length_of(horizon)
        asked = Query(start, within, absent_people, tuple(select), absent_employer, absent_zone)
        proof = prove_tree(self.tree, asked, tell)
        return Proofs(ProofReport(proof, stamp(self.tree, proof.program, exact=True)))

    def test(self, paths: Sequence[str] | None = None) -> "ScenarioRuns":
        """Run the scenarios; with paths from the root, tell those in these files alone."""
        from govcheck.library.results import ScenarioRuns
        from govcheck.report.scenarios import TestReport
        from govcheck.workspace.answers import tested

        found = tested(self.tree, self.cache)
        if paths is not None:
            found = found._replace(ran=tuple(one for one in found.ran if one.span.path in paths))
        program = None if found.blocking else self.compiled.program
        return ScenarioRuns(TestReport(found, program=program))

    def replay(
        self,
        *archives: str,
        document: str | None = None,
        against: "OpenPolicy | None" = None,
        start: InstantInput | None = None,
        end: InstantInput | None = None,
        by: "Bucket" = "week",
        examples: int = 5,
    ) -> "ReplayedArchives":
        """Decide the mentions of archives, and how `against` would have decided them.

        `archives` are files and globs; `document` names what says which column means what, where
        more than one could. Only mentions from `start` on and before `end` count.

        Raises:
            GovcheckError: There is no such document, or neither it nor a file is named.
        """
        from govcheck.library.replays import replayed
        from govcheck.replay.replay import ReplayRequest

        since, until = (None if one is None else seconds_of(one) for one in (start, end))
        asked = ReplayRequest(since, until, by, examples)
        return replayed(self, archives, asked, by, document=document, against=against)

    def due(self, *incidents: str, at: InstantInput | None = None) -> "DueList":
        """What is due, now by default, in incidents by file or name, or in all that are open.

        Raises:
            IncidentError: There is no such incident.
        """
        from govcheck.library.logs import due_in

        return due_in(self, incidents, now() if at is None else seconds_of(at))

    def log(self, incident: str, entry: "LogEntry") -> "DueList":
        """Append one line to what happened in an incident; what is due next.

        Raises:
            IncidentError: There is no such incident, or the policy does not foresee this.
            IncompleteEntry: The entry does not say enough.
        """
        from govcheck.library.entries import write_entry

        return write_entry(self, incident, entry)

    def review(self, *incidents: str, at: InstantInput | None = None) -> "Reviews":
        """Whether each obligation of incidents was kept, by their end by default.

        `incidents` are files, names, or folders with logs.

        Raises:
            IncidentError: There is no such incident.
        """
        from govcheck.library.logs import reviews_of

        return reviews_of(self, incidents, None if at is None else seconds_of(at))

    def posts(
        self,
        *,
        at: InstantInput | None = None,
        start: InstantInput | None = None,
        until: InstantInput | None = None,
        channels: Sequence[str] = (),
        share: str | None = None,
        during: IncidentInput | None = None,
    ) -> "PostPlan":
        """The calendar of posts, from now on by default, for 31 days.

        `share` names somebody who is asked to share posts, `during` an incident that pauses some.

        Raises:
            GovcheckError: There is no such channel or person, or the incident cannot be read.
        """
        from govcheck.library.posts import PostQuestion, planned

        today = now() if at is None else seconds_of(at)
        since, end = (None if one is None else seconds_of(one) for one in (start, until))
        incident = None if during is None else written(during)
        return planned(self, PostQuestion(today, since, end, channels, share, incident))

    def check_posts(
        self,
        *paths: str,
        at: InstantInput | None = None,
        columns: Mapping[str, str] | None = None,
        constants: Mapping[str, str] | None = None,
    ) -> "Findings":
        """What is wrong with drafts in files, as of now by default.

        `columns` says from which column of a CSV a field is read, `constants` what a field is
        where it does not say it.

        Raises:
            GovcheckError: A file cannot be read, or no post has such a field.
        """
        from govcheck.library.posts import checked, path_within

        files = [(path_within(self.tree.root, path), read(path)) for path in paths]
        today = now() if at is None else seconds_of(at)
        return checked(self, files, today, columns or {}, constants or {})

    def agenda(
        self, *, at: InstantInput | None = None, until: InstantInput | None = None
    ) -> "CouncilAgenda":
        """What the councils have to deal with by an instant, by their next meeting by default."""
        from govcheck.library.results import CouncilAgenda
        from govcheck.report.agenda import AgendaReport
        from govcheck.workspace.agenda import agenda_of

        today = now() if at is None else seconds_of(at)
        end = None if until is None else seconds_of(until)
        found = agenda_of(self.tree, self.cache, today, end)
        return CouncilAgenda(AgendaReport(found, self.program, self.stamp))


def open_policy(folder: str | os.PathLike[str] = ".", *, rev: str | None = None) -> OpenPolicy:
    """Open the policy in a folder (the one that holds `policies/`), or in a git revision of it.

    Raises:
        PolicyNotFound: There is no `policies/` in it.
        RevisionError: There is no such revision.
        InvalidPolicy: The policy does not load; its `findings` say why.
    """
    tree = Snapshot(open_tree(os.fspath(folder), rev), FOLDERS)
    return OpenPolicy(tree, find_cache(tree.root)).must_load()
