"""Changes of the shipped policy, each with what it must be said to do, and nothing else."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from govcheck.change.effect import Effect
from tests.change.policies import change_to, shipped_documents, side

Policy = dict[str, Any]
Made = Callable[[Policy], object]


def effects_of(change: Made) -> tuple[Effect, ...]:
    documents = deepcopy(shipped_documents())
    change(documents)
    return change_to(documents).effects


def told(change: Made) -> set[tuple[str, str]]:
    return {(one.effect, one.subject) for one in effects_of(change)}


def action(policy: Policy, playbook: str, name: str) -> dict[str, Any]:
    actions = policy[f"playbook/{playbook}"]["actions"]
    return next(one for one in actions if one["id"] == name)


def approval(policy: Policy) -> dict[str, Any]:
    found: dict[str, Any] = policy["playbook/data-leak"]["approvals"][0]
    return found


def council(policy: Policy) -> dict[str, Any]:
    found: dict[str, Any] = policy["council/social-council"]
    return found


LEAK = "playbook/data-leak"
CASES: dict[str, tuple[Made, set[tuple[str, str]]]] = {
    "a deadline is longer": (
        lambda policy: action(policy, "data-leak", "pause").update(within="20m"),
        {("lengthens-deadline", f"{LEAK}/pause")},
    ),
    "a deadline is shorter": (
        lambda policy: action(policy, "data-leak", "pause").update(within="5m"),
        {("shortens-deadline", f"{LEAK}/pause")},
    ),
    "a deadline is gone": (
        lambda policy: action(policy, "data-leak", "pause").pop("within"),
        {("lengthens-deadline", f"{LEAK}/pause")},
    ),
    "a deadline counts from elsewhere": (
        lambda policy: action(policy, "data-leak", "pause").update(clock="aware"),
        {("lengthens-deadline", f"{LEAK}/pause"), ("shortens-deadline", f"{LEAK}/pause")},
    ),
    "real time becomes working time": (
        lambda policy: action(policy, "data-leak", "pause").update(calendar="office-berlin"),
        {("lengthens-deadline", f"{LEAK}/pause")},
    ),
    "an approval is no longer needed": (
        lambda policy: action(policy, "data-leak", "holding").pop("needs"),
        {("removes-approval", f"{LEAK}/holding")},
    ),
    "one of two who must agree is enough": (
        lambda policy: approval(policy).update(by={"any_of": approval(policy)["by"]["all_of"]}),
        {("removes-approval", f"{LEAK}/legal-sign-off")},
    ),
    "one of two who must agree is left out": (
        lambda policy: approval(policy).update(by="role:legal-counsel"),
        {("removes-approval", f"{LEAK}/legal-sign-off")},
    ),
    "a third must agree": (
        lambda policy: approval(policy)["by"]["all_of"].append("role:chief-executive"),
        {("adds-approval", f"{LEAK}/legal-sign-off")},
    ),
    "somebody else must agree": (
        lambda policy: approval(policy).update(by="role:chief-executive"),
        {
            ("adds-approval", f"{LEAK}/legal-sign-off"),
            ("removes-approval", f"{LEAK}/legal-sign-off"),
        },
    ),
    "silence lasts longer": (
        lambda policy: approval(policy).update(within="40m"),
        {("lengthens-deadline", f"{LEAK}/approval/legal-sign-off")},
    ),
    "something may be said before": (
        lambda policy: policy[LEAK]["forbidden_until_approved"].pop(),
        {("removes-approval", f"{LEAK}/forbidden_until_approved")},
    ),
    "publishing passes for containment": (
        lambda policy: action(policy, "data-leak", "holding").pop("publishes"),
        {("removes-approval", f"{LEAK}/holding")},
    ),
    "something else is to be done": (
        lambda policy: action(policy, "data-leak", "pause").update(do="Wait"),
        {("changes-playbooks", f"{LEAK}/pause")},
    ),
    "somebody else owes it": (
        lambda policy: action(policy, "data-leak", "pause").update(owed_by="person:lena"),
        {("changes-playbooks", f"{LEAK}/pause")},
    ),
    "a way of telling is gone": (
        lambda policy: policy["escalation/crisis"]["steps"][0].update(via=["chat"]),
        {("changes-escalation", "escalation/crisis/duty")},
    ),
    "the last resort is another": (
        lambda policy: policy["escalation/crisis"].update(last_resort="person:marcus"),
        {("changes-escalation", "escalation/crisis/last_resort")},
    ),
    "the promise is longer": (
        lambda policy: policy["escalation/crisis"].update(acknowledge_within="30m"),
        {("lengthens-deadline", "escalation/crisis/acknowledge")},
    ),
    "a guarantee is gone": (
        lambda policy: policy.pop("guarantee/leaks-reach-legal"),
        {
            ("removes-guarantee", "guarantee/leaks-reach-legal"),
            ("lengthens-deadline", "guarantee/leaks-reach-legal/notified"),
        },
    ),
    "a waiver lasts longer": (
        lambda policy: policy["waiver/unknown-injury"].update(until="2027-12-31"),
        {("adds-waiver", "waiver/unknown-injury")},
    ),
    "a waiver ends sooner": (
        lambda policy: policy["waiver/unknown-injury"].update(until="2026-12-01"),
        set(),
    ),
    "the quorum is smaller": (
        lambda policy: council(policy).update(quorum=1),
        {("changes-approval-rules", "council/social-council/quorum")},
    ),
    "a handle is another": (
        lambda policy: policy["person/ana"].update(github="mallory"),
        {("changes-approval-rules", "person/ana/github")},
    ),
    "change control is another": (
        lambda policy: policy["change-control/approvals"]["rules"].pop(),
        {("changes-approval-rules", "change-control/approvals/pipelines")},
    ),
    "a role may do more": (
        lambda policy: policy["role/privacy-officer"]["permissions"].append("publish"),
        {("grants-permission", "person/sofia")},
    ),
    "a role asks for less training": (
        lambda policy: policy["role/privacy-officer"].pop("requires_training"),
        {("grants-permission", "role/privacy-officer")},
    ),
    "somebody administers a channel": (
        lambda policy: policy["channel/tiktok-global"]["admins"].append("oliver"),
        {("grants-permission", "channel/tiktok-global/admins")},
    ),
    "a reason is worded otherwise": (
        lambda policy: policy["decision/reach"]["rules"][0].update(because="x"),
        set(),
    ),
    "a mission is worded otherwise": (
        lambda policy: policy["team/social"].update(mission="x"),
        set(),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_does_just_this(case: str) -> None:
    change, expected = CASES[case]
    assert told(change) == expected


def test_whose_seat_it_is_is_said() -> None:
    def unseat(policy: Policy) -> None:
        seats = council(policy)["seats"]
        seats[:] = [seat for seat in seats if seat["person"] != "yusuf"]

    (found,) = (one for one in effects_of(unseat) if one.subject == "council/social-council")
    assert (found.effect, found.before) == ("removes-member", "yusuf")
    assert found.people == {"yusuf"}


def test_a_longer_term_is_more_membership() -> None:
    def prolong(policy: Policy) -> None:
        for seat in council(policy)["seats"]:
            if "until" in seat.get("term", {}):
                seat["term"]["until"] = "2035-12-31"
                return

    found = {one.effect for one in effects_of(prolong)}
    assert found == {"adds-member"}


def test_severities_in_another_order_are_higher_and_lower() -> None:
    def turn(policy: Policy) -> None:
        policy["organization/larkling"]["severities"].reverse()

    found = {(one.effect, one.subject) for one in effects_of(turn)}
    assert ("lowers-severity", "organization/severities") in found
    assert ("raises-severity", "organization/severities") in found


OPPOSITE = {
    "raises-severity": "lowers-severity",
    "shortens-deadline": "lengthens-deadline",
    "adds-approval": "removes-approval",
    "grants-permission": "revokes-permission",
    "adds-member": "removes-member",
    "adds-cover": "removes-cover",
    "adds-guarantee": "removes-guarantee",
}
TURNED = {**OPPOSITE, **{value: key for key, value in OPPOSITE.items()}}


@pytest.mark.parametrize("case", [name for name in CASES if "waiver" not in name])
def test_taking_it_back_does_the_opposite(case: str) -> None:
    documents = deepcopy(shipped_documents())
    CASES[case][0](documents)
    back = change_to(shipped_documents(), base=side(documents)).effects
    there = {(TURNED.get(effect, effect), subject) for effect, subject in CASES[case][1]}
    assert {(one.effect, one.subject) for one in back} == there


def test_every_effect_names_a_changed_document() -> None:
    for change, _ in CASES.values():
        for found in effects_of(change):
            assert found.documents, found
