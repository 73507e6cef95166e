"""What the page says of those whom nobody tells, and of those whose word does not count."""

from pathlib import Path

import govcheck
from tests.briefing.simulation.test_page import text

POLICY = """
{kind: organization, id: acme, name: Acme, format: 1, timezone: UTC, languages: [en],
 severities: [{id: low, name: Low, means: little}]}
---
{kind: decision, id: who, decides: escalation, hit_policy: first, otherwise: alarm, rules: []}
---
{kind: decision, id: what, decides: playbooks, hit_policy: collect, otherwise: [leak], rules: []}
---
{kind: decision, id: how, decides: severity, hit_policy: highest, otherwise: low, rules: []}
---
{kind: vocabulary, id: facts, facts: {loud: {type: boolean}}}
---
{kind: role, id: law, name: Lawyers, permissions: [approve]}
---
{kind: calendar, id: office, timezone: UTC, hours: {mon-fri: ["09:00-17:00"]}}
---
{kind: person, id: ann, name: Ann}
---
{kind: person, id: cid, name: Cid, roles: [law], deputies: [dee]}
---
{kind: person, id: dee, name: Dee, contacts: [{via: phone, address: "+49 1"}]}
---
{kind: person, id: eve, name: Eve, contacts: [{via: phone, address: "+49 3"}]}
---
{kind: person, id: fay, name: Fay, roles: [law], calendar: office,
 contacts: [{via: phone, address: "+49 2"}]}
---
{kind: escalation, id: alarm, last_resort: person:ann,
 steps: [{id: all, notify: [person:ann, person:eve]}]}
---
kind: playbook
id: leak
name: A leak
actions: [{id: say, do: Say it, owed_by: person:ann, within: 1h, needs: [ok], publishes: true}]
approvals: [{id: ok, by: {any_of: [person:eve, role:law]}, within: 20m}]
"""


def test_whom_nobody_tells_has_a_number_and_who_may_not_agree_is_named(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(POLICY, encoding="utf-8")
    policy = govcheck.open(tmp_path)
    at_night = {"detected_at": "2026-03-10T23:00:00Z", "facts": {}}
    found = policy.simulate(at_night, absent=["cid"])
    assert found._outcome.untold == ()
    found = policy.simulate(
        at_night | {"conflicts": [{"person": "eve", "grade": "soft"}]}, absent=["cid"]
    )
    assert found._outcome.untold == ("leak/say",)
    said = text(found._outcome, found._program)
    first = "FIRST: Eve OR Lawyers (Dee +49 1) must agree. Ask now."
    assert f"{first} Eve cannot agree: conflict of interest" in said
    assert "NOBODY TELLS Lawyers in time: call them. Dee +49 1 (for Cid), Fay +49 2" in said
