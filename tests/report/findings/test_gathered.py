"""What hangs on one missing name is one block for people, and one finding a code for programs."""

import json
from datetime import date, timedelta

from govcheck.acceptance.judgement import judge
from govcheck.opening.findings import told_once
from govcheck.report.findings import Report, render
from govcheck.source import Source
from govcheck.workspace.examine import examine
from tests.load.trees import MemoryTree
from tests.mutations.mutations import shipped


def report(tree: MemoryTree) -> Report:
    examined = examine(tree)
    found = judge(examined.findings, examined.acceptance, date(2026, 11, 23), timedelta(0))
    sources = {path: Source(path, text.decode()) for path, text in tree.files.items()}
    return Report(told_once(found), sources, 10)


def heads(tree: MemoryTree) -> list[str]:
    return [line for line in render(report(tree), "full").splitlines() if line[:6] == "error["]


def without(path: str) -> MemoryTree:
    tree = shipped().with_files({})
    del tree.files[path]
    return tree


def test_a_playbook_that_is_gone_is_one_block_with_every_code() -> None:
    tree = without("policies/playbooks/data-leak.yaml")
    about = [line for line in heads(tree) if "`data-leak`" in line]
    (head,) = about
    codes = head[len("error[") : head.index("]")].split(", ")
    assert {"DEC009", "REF001"} <= set(codes)
    listed = json.loads(render(report(tree), "json"))["findings"]
    mine = [one for one in listed if "`data-leak`" in one["message"]]
    assert sorted(one["code"] for one in mine) == sorted(codes)
    count = sum(1 + len(one["related"]) for one in mine)
    assert head.endswith(f"there is no playbook `data-leak` ({count} places name it)")


def test_a_fact_that_is_gone_is_one_block_however_many_rules_and_incidents_name_it() -> None:
    found = heads(without("policies/vocabularies/mention-facts.yaml"))
    facts = [line for line in found if "there is no fact" in line]
    assert len(facts) == len({line.split("`")[1] for line in facts}) > 3
    assert not [line for line in found if "INC001]" in line and line not in facts]
    assert not [line for line in found if "COND008" in line]  # only because rules are left out


def test_what_one_rule_says_of_a_name_keeps_its_words() -> None:
    tree = shipped().with_files({})
    path = "policies/teams/social.yaml"
    tree.files[path] = tree.files[path].replace(b"lead: ana", b"lead: anna")
    (head,) = (line for line in heads(tree) if "`anna`" in line)
    assert head == "error[REF001]: `anna` is not a known person"
