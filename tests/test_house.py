"""The house keeps its own rules."""

import ast
import io
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest
from django.core.management import call_command

HOUSE = Path(__file__).resolve().parent.parent
POLICIES = HOUSE / "policies"
REQUIREMENTS = sorted((HOUSE / "requirements").glob("*.txt"))
MODULES = sorted(
    path for path in POLICIES.rglob("*.py") if "migrations" not in path.relative_to(POLICIES).parts
)
# The words of the glossary (design, section 1), each as its own row has it.
GLOSSARY = [
    "Document", "Version", "Section", "Guidance item", "Law reference", "Submission", "Revision",
    "Next review", "Route", "Stage", "Move", "Decision", "Publish", "In force", "Supersede",
    "Withdraw", "Recall", "Rescind", "Discard", "Restrict", "Status change", "Format", "Rendition",
    "Translation", "Member", "Corporate Officer", "Council", "Body", "Post", "Canonical bytes",
]  # fmt: skip
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "service", "services", "manager",
          "managers", "handler", "handlers", "processor", "processors"}  # fmt: skip
# What Django itself calls so: the hooks that a command or a queryset must have.
DJANGO_NAMES = {"as_manager", "handle"}


def test_rooms_stay_small():
    long = {
        str(path.relative_to(HOUSE)): lines
        for path in MODULES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long


def spoken_in(path: Path) -> str:
    """The code of a module without its comments and strings."""
    text = path.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    silent = (tokenize.COMMENT, tokenize.STRING)
    return " ".join(token.string for token in tokens if token.type not in silent)


@pytest.mark.parametrize(
    "falsifying",
    [r"(?<!hash )\. update \(", r"\bbulk_create\b", r"\bbulk_update\b", r"\bupdate_fields ="],
)
def test_nothing_bypasses_or_falsifies_history(falsifying):
    # The floors that know no rows may call a dictionary's or a set's own method of that name.
    rowless = {"domain", "formats", "intake"}
    found = [
        str(path.relative_to(HOUSE))
        for path in MODULES
        if path.relative_to(POLICIES).parts[0] not in rowless
        and re.search(falsifying, spoken_in(path))
    ]
    assert not found


def test_every_module_opens_with_what_it_is_for():
    silent = [
        str(path.relative_to(HOUSE))
        for path in MODULES
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_import_contracts_are_kept():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_requirements_name_no_host():
    assert [path.name for path in REQUIREMENTS] == ["production.txt", "runtime.txt", "test.txt"]
    for path in REQUIREMENTS:
        text = path.read_text(encoding="utf-8")
        assert text.strip()
        for host in ("://", "--index", "--extra-index", "--find-links", "--trusted-host", " @ "):
            assert host not in text, f"{path.name} has {host}"


def test_every_requirement_is_pinned_and_locked_by_its_hash():
    for path in REQUIREMENTS:
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        wanted = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert wanted
        for line in wanted:
            assert re.match(r"^\S+==\S+", line), line
            assert "--hash=sha256:" in line, line


def test_every_dependency_says_what_it_is_for():
    text = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.split("[tool.")[0].splitlines()]
    silent = [
        line
        for before, line in zip(lines, lines[1:], strict=False)
        if re.match(r'^"[A-Za-z]', line) and not re.match(r'^"types-', line)
        if not before.startswith("#")
    ]
    assert not silent


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)} | {path.stem}


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)}


def test_nothing_has_a_name_that_says_nothing():
    empty = {
        (str(path.relative_to(HOUSE)), name)
        for path in MODULES
        for name in names_in(path) - DJANGO_NAMES
        if words_of(name) & BANNED
    }
    assert not empty


@pytest.mark.parametrize("word", GLOSSARY)
def test_every_word_of_the_glossary_is_explained(word):
    text = (POLICIES / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"\b{word}\b", text, re.IGNORECASE)


def kept_files() -> list[Path]:
    """Every file of the repository, or, where there is no git, of the tree."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        parts = ("policies", "policyportal", "tests", "templates", "static", "requirements",
                 "script", "fixtures", ".ci")  # fmt: skip
        return [path for part in parts for path in (HOUSE / part).rglob("*")
                if path.is_file() and path.suffix != ".pyc"]  # fmt: skip
    return [HOUSE / name for name in done.stdout.split("\0") if name and (HOUSE / name).is_file()]


def is_text(data: bytes) -> bool:
    return b"\0" not in data


# Put together here, so that this file does not name what it looks for.
PLACES = ["pypi" + ".org", "/ro" + "ot/", "/wo" + "rk/", "python" + "hosted"]


def test_the_repository_names_no_place_of_the_machine_it_was_made_on():
    found = {
        (str(path.relative_to(HOUSE)), place)
        for path in kept_files()
        if is_text(data := path.read_bytes())
        for place in PLACES
        if place.encode() in data
    }
    assert not found


# Files that a test reads because they are broken: old encodings, as councils have them.
BROKEN_ON_PURPOSE = {".txt", ".md"}


def test_every_text_file_is_utf_8():
    wrong = []
    for path in kept_files():
        data = path.read_bytes()
        if not is_text(data) or (path.suffix in BROKEN_ON_PURPOSE and "texts" in path.parts):
            continue
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            wrong.append(str(path.relative_to(HOUSE)))
    assert not wrong
