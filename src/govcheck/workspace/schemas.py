"""The files of `schemas/`, as the models say they are."""

import json
import os
from collections.abc import Mapping

from govcheck.load.policy import Policy
from govcheck.load.tree import SCHEMAS, read_file, replace_file
from govcheck.model.fields import declared_by
from govcheck.model.json_schema import ANY_KIND, all_schemas, kind_schema, policy_schema
from govcheck.model.kinds import KINDS
from govcheck.targets import TARGET_KINDS


def schema_files(names: Mapping[str, list[str]] | None = None) -> dict[str, str]:
    """The text of each file by its path from the repository's root; `names` are offered, too."""
    schemas = all_schemas()
    if names is not None:
        schemas = {f"{kind}.schema.json": kind_schema(kind, names) for kind in KINDS}
        schemas[f"{ANY_KIND}.schema.json"] = policy_schema(names)
    return {
        f"{SCHEMAS}/{name}": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in sorted(schemas.items())
    }


def names_by_namespace(policy: Policy) -> dict[str, list[str]]:
    """Every name of a policy that a document may refer to, sorted."""
    declared = frozenset[str]().union(*map(declared_by, KINDS.values()))
    spaces = (*KINDS, *sorted(declared))
    names = {space: sorted(policy.names(space)) for space in spaces}
    names["target"] = [
        f"{kind}:{name}" for kind, one in TARGET_KINDS.items() for name in names[one.namespace]
    ]
    return names | _facts(policy, names)


def _facts(policy: Policy, names: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Facts with their values, decided names with their results; results are facts, too."""
    values: dict[str, set[str]] = {}
    for vocabulary in policy.vocabularies:
        for fact, spec in vocabulary.facts.items():
            kind = str(getattr(spec, "type", ""))
            stated = [str(value) for value in getattr(spec, "values", None) or ()]
            values.setdefault(fact, set()).update(stated or names.get(kind, []))
    results: dict[str, set[str]] = {
        "severity": set(names["severity"]),
        "escalation": {*names["escalation"], "none"},
        "playbooks": set(names["playbook"]),
    }
    for decision in policy.decisions:
        if decision.decides not in ("severity", "escalation", "playbooks"):
            results.setdefault(decision.decides, set()).update(map(str, decision.results or ()))
    found = {f"value/{fact}": sorted(some) for fact, some in (values | results).items() if some}
    return {
        **found,
        "fact": sorted({*values, *results}),
        "decided": sorted(results),
        "result": sorted(set().union(*results.values())),
    }


def changed_files(root: str, files: Mapping[str, str]) -> list[str]:
    """The paths of the files that are missing below a folder, or say something else there."""
    return [path for path, text in files.items() if _read(root, path) != text.encode()]


def write_files(root: str, files: Mapping[str, str]) -> None:
    """Write files below a folder, each whole or not at all. Raises OSError."""
    for path, text in files.items():
        target = os.path.join(root, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        replace_file(target, text.encode())


def _read(root: str, path: str) -> bytes | None:
    try:
        return read_file(os.path.join(root, path))
    except OSError:
        return None
