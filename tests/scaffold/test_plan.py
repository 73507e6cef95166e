"""New repositories are sound, whoever they are for, wherever and whenever they are made."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import check_jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

import govcheck.scaffold
from govcheck.acceptance.judgement import as_of
from govcheck.authority.globs import matches
from govcheck.cache.store import Cache
from govcheck.errors import ScaffoldError
from govcheck.layout.layout import lay_out
from govcheck.load.tree import WorkTree
from govcheck.model.kinds import KINDS
from govcheck.scaffold.own import Own, settled
from govcheck.scaffold.plan import SIZES, plan
from govcheck.scaffold.write import write
from govcheck.time.clock import parse_instant, zone_names
from govcheck.workspace.answers import tested as run_scenarios
from govcheck.workspace.validate import FindingsRequest, answer, validate

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 25)
NAMES = [
    "Acme",
    "null",
    "12",
    'O\'Brien & "Sons": #1 {best} [of] *all* <b>',
    "- a",
    "\u00c4rzte \u2014 \u682a\u5f0f\u4f1a\u793e \U0001f984",
    "a\u202eb\u00a0c\\n",
    "<today>",
]


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@given(
    timezone=st.sampled_from(zone_names()),
    today=st.dates(date(2025, 1, 1), date(2060, 12, 31)),
    name=st.sampled_from(NAMES),
)
@example(timezone="Pacific/Apia", today=date(2027, 2, 28), name="Acme")
@example(timezone="America/Santiago", today=date(2026, 9, 7), name="Acme")
@settings(max_examples=6, deadline=None)
@pytest.mark.parametrize("chosen", SIZES)
def test_validate_and_test_find_nothing(chosen: str, timezone: str, today: date, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(folder, plan(chosen, name, timezone, today))
        tree, cache = WorkTree(folder), Cache(None)
        found = as_of(validate(tree, cache).findings, today, timedelta(days=60))
        # A network's limits are looked up once a year; whoever writes a repository later is told.
        assert [one for one in found if one.name != "limit-not-checked-lately"] == []
        results = run_scenarios(tree, cache)
        assert [one.id for one in results.failed] == []
        assert results.blocking == ()
        assert results.percent == 100
        assert len(results.ran) >= 10


@pytest.mark.parametrize("timezone", ["UTC", "Pacific/Apia", "America/New_York"])
def test_what_is_written_is_proved(size: str, timezone: str, tmp_path: Path) -> None:
    write(str(tmp_path), plan(size, "Acme", timezone, TODAY))
    at = parse_instant("2026-11-25T12:34:56Z")
    found = answer(WorkTree(str(tmp_path)), Cache(None), FindingsRequest(at, timedelta(days=30)))
    assert [(one.code, one.message) for one in found.findings] == []


def test_a_narrower_rule_for_leaks_is_refuted(tmp_path: Path) -> None:
    """The example of the tour: green to every check, and not what is guaranteed."""
    files = plan("consumer", "Acme", "UTC", TODAY)
    path = "policies/decisions/playbooks.yaml"
    broad = "{any: [{topics: [data-leak]}, {personal_data: {at_least: alleged}}]}"
    assert broad in files[path]
    files[path] = files[path].replace(broad, "{topics: [data-leak]}")
    write(str(tmp_path), files)
    tree, at = WorkTree(str(tmp_path)), parse_instant("2026-11-25T12:34:56Z")
    assert "GUARD001" in {
        one.code for one in answer(tree, Cache(None), FindingsRequest(at)).findings
    }
    assert answer(tree, Cache(None), FindingsRequest(at, prove=False)).findings == []


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/gate.yml",
        ".github/CODEOWNERS",
        ".gitlab-ci.yml",
        ".gitlab/govcheck.yml",
        ".gitlab/CODEOWNERS",
        "CODEOWNERS",
        "docs/CODEOWNERS",
        "requirements.txt",
        "requirements-gate.txt",
        "requirements-lock.txt",
        ".pre-commit-config.yaml",
        ".gitattributes",
        "policies/.gitattributes",
        ".gitmodules",
    ],
)
def test_whatever_the_pipelines_run_is_governed(path: str, size: str) -> None:
    loader = YAML(typ="safe", pure=True)
    shipped = (ROOT / "policies/change-control/approvals.yaml").read_text(encoding="utf-8")
    written = plan(size, "Acme", "UTC", TODAY)["policies/change-control/approvals.yaml"]
    for text in (shipped, written):
        (rule,) = (one for one in loader.load(text)["rules"] if one["id"] == "pipelines")
        assert any(matches(glob, path) for glob in rule["when"]["paths"]), path


@pytest.mark.parametrize(
    "path", [".pre-commit-hooks.yaml", "pyproject.toml", ".ci/run", "ci/x.yml"]
)
def test_whatever_runs_here_is_governed_here(path: str) -> None:
    text = (ROOT / "policies/change-control/approvals.yaml").read_text(encoding="utf-8")
    rules = YAML(typ="safe", pure=True).load(text)["rules"]
    (rule,) = (one for one in rules if one["id"] == "pipelines")
    assert any(matches(glob, path) for glob in rule["when"]["paths"])


@pytest.mark.parametrize(
    "path",
    [
        "src/govcheck/__main__.py",
        "src/govcheck/py.typed",
        "tests/conftest.py",
        "tests/workflows/lint.mjs",
        "tools/generate.py",
        "benchmarks/peers.py",
        "action.yml",
        "mkdocs.yml",
        "pytest.ini",
        "setup.cfg",
        "ruff.toml",
        "README.md",
        "venv.py",
        "yaml/__init__.py",
        "docs/hooks.py",
        "yaml.cpython-313-x86_64-linux-gnu.so",
    ],
)
def test_the_program_here_is_governed_here(path: str) -> None:
    text = (ROOT / "policies/change-control/approvals.yaml").read_text(encoding="utf-8")
    rules = YAML(typ="safe", pure=True).load(text)["rules"]
    (rule,) = (one for one in rules if one["id"] == "program")
    assert any(matches(glob, path) for glob in rule["when"]["paths"])


def test_each_size_has_more_than_the_one_before() -> None:
    sizes = [set(plan(each, "Acme", "UTC", TODAY)) for each in SIZES]
    assert sizes[0] < sizes[1] < sizes[2]


def test_every_size_says_which_it_is_and_has_every_schema(size: str) -> None:
    files = plan(size, "Acme", "UTC", TODAY)
    assert f"\nsize: {size} " in files["policies/organization.yaml"]
    assert {f"schemas/{kind}.schema.json" for kind in KINDS} < set(files)


def test_what_is_written_is_already_laid_out(size: str) -> None:
    for path, text in plan(size, "Acme", "Asia/Tokyo", TODAY).items():
        if path.endswith(".yaml") and path.split("/")[0] in ("policies", "scenarios", "incidents"):
            laid = lay_out(path, text.encode())
            assert (path, laid.content.decode(), laid.findings) == (path, text, ())


def test_every_file_is_yaml_for_an_independent_loader_and_no_placeholder_is_left(size: str) -> None:
    loader = YAML(typ="safe", pure=True)
    for path, text in plan(size, 'A "b": c', "Asia/Tokyo", TODAY).items():
        assert not any(
            word in text
            for word in ("<name>", "<id>", "<today", "<monday", "<requirement>", "<advice>")
        )
        if path.endswith((".yaml", ".yml")):
            assert all(loader.load_all(text)), path


def test_hidden_files_are_written_with_their_dot(size: str) -> None:
    files = plan(size, "Acme", "UTC", TODAY)
    assert {
        ".gitattributes",
        ".github/workflows/govcheck.yml",
        ".gitlab-ci.yml",
        ".gitlab/govcheck.yml",
        ".gitlab/site.yml",
        ".gitignore",
        ".pre-commit-config.yaml",
    } < set(files)
    assert not any(path.startswith("_") for path in files)


def test_the_workflow_has_least_rights_and_pinned_actions() -> None:
    text = plan("startup", "Acme", "UTC", TODAY)[".github/workflows/govcheck.yml"]
    workflow = YAML(typ="safe", pure=True).load(text)
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    for step in job["steps"]:
        if "uses" in step:
            _, _, revision = step["uses"].partition("@")
            assert len(revision) == 40
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", "")


def test_both_pipelines_build_the_site_and_keep_it() -> None:
    files = plan("startup", "Acme", "UTC", TODAY)
    loader = YAML(typ="safe", pure=True)
    included = [one["local"] for one in loader.load(files[".gitlab-ci.yml"])["include"]]
    assert {f".gitlab/{one.rpartition('/')[2]}" for one in included} == {*included}
    assert {*included} == {path for path in files if path.startswith(".gitlab/")}
    job = loader.load(files[".gitlab/site.yml"])["site"]
    assert job["artifacts"]["paths"] == ["site"]
    (hub,) = loader.load(files[".github/workflows/site.yml"])["jobs"].values()
    for steps in (job["script"], [one.get("run", "") for one in hub["steps"]]):
        (command,) = (one for one in steps if "govcheck" in one and " site site " in one)
        assert "--contacts" not in command


def test_the_name_stays_the_name(size: str) -> None:
    loader = YAML(typ="safe", pure=True)
    for name in NAMES:
        files = plan(size, f"  {name} ", "UTC", TODAY)
        organization = loader.load(files["policies/organization.yaml"])
        assert organization["name"] == name.strip()
        assert organization["format"] == 1


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1b[31m", "\ud800", "x" * 201, "a\u2028b"])
def test_names_that_nobody_can_read_are_refused(name: str) -> None:
    with pytest.raises(ScaffoldError, match="name of the organisation"):
        plan("startup", name, "UTC", TODAY)


@pytest.mark.parametrize("timezone", ["", "Europe/Berln", "../etc/passwd", "UTC\n", "a: b"])
def test_unknown_zones_are_refused(timezone: str) -> None:
    with pytest.raises(ScaffoldError, match="is not an IANA time zone"):
        plan("startup", "Acme", timezone, TODAY)


def test_the_templates_are_in_the_package() -> None:
    folder = Path(govcheck.scaffold.__file__).parent / "templates"
    assert {path.name for path in folder.iterdir()} == {"common", *SIZES}


@pytest.mark.parametrize(
    ("size", "language"), [("enterprise", "en"), ("consumer", "de"), ("startup", "fr")]
)
def test_another_tool_reads_every_file_by_the_schema_that_it_names(
    size: str, language: str, tmp_path: Path
) -> None:
    """`check-jsonschema` refuses a file with more than one document."""
    files = plan(size, "Acme", "Europe/Berlin", date(2026, 11, 25), language=language)
    write(str(tmp_path), settled(files, Own("Acme", languages=(language,))).files)
    named: dict[Path, list[str]] = {}
    for path in tmp_path.rglob("[!.]*.yaml"):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert schema != first, path
        named.setdefault((path.parent / schema).resolve(), []).append(str(path))
    assert sum(map(len, named.values())) > 50
    for schema_path, paths in named.items():
        done = CliRunner().invoke(check_jsonschema.main, ["--schemafile", str(schema_path), *paths])
        assert done.exit_code == 0, done.output
