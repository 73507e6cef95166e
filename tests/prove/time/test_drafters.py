"""Who is told of an approval: never the drafter alone."""

import pytest

from tests.prove.time.policies import alarm, escalates, person, plays, proving

PEOPLE = (
    person("ana", "roles: [voice]"),
    person("ben"),
    person("boss"),
    "{kind: role, id: voice, name: Voice}",
    escalates(),
    plays(),
    alarm("{id: all, notify: [person:ana, person:boss]}"),
)


@pytest.mark.parametrize("drafter", ["person:ana", "role:voice"])
@pytest.mark.parametrize(
    ("by", "verdict"),
    [
        ("{any_of: [person:ana, person:ben]}", "refuted"),
        ("{any_of: [role:voice, person:ben]}", "refuted"),
        ("{any_of: [person:ana, person:boss]}", "proved"),
        ("person:ana", "proved"),  # who can never be approved, which COVER004 and COVER006 say
    ],
)
def test_the_drafter_is_not_who_is_told_of_an_approval(drafter: str, by: str, verdict: str) -> None:
    leak = (
        "{kind: playbook, id: leak, name: Leak, actions: [{id: say, do: Say it, "
        f"owed_by: person:ana, drafted_by: '{drafter}', within: 2h, needs: [ok], "
        f"publishes: true}}], approvals: [{{id: ok, by: {by}, within: 1h}}]}}"
    )
    (found,) = proving(*PEOPLE, leak, select="COVER009")
    assert found.verdict == verdict
