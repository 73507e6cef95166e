"""Documents of people for tests, as short as a clean policy allows."""


def person(name: str, *lines: str, roles: str = "legal-counsel") -> str:
    """A person with one contact and one valid training, and further lines."""
    return "\n".join(
        (
            "kind: person",
            f"id: {name}",
            f"name: {name.title()}",
            f"roles: [{roles}]",
            "trainings: [{training: basics, completed_on: 2026-09-01}]",
            *lines,
            "---\n",
        )
    )


def team(*members: str, name: str = "events") -> str:
    """A team of members, written as YAML entries; the first one leads."""
    lead = members[0].split("person:")[1].strip(" }").split(",")[0]
    entries = "".join(f"  - {member}\n" for member in members)
    return f"kind: team\nid: {name}\nname: {name}\nlead: {lead}\nmembers:\n{entries}---\n"
