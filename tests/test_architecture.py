"""The house rules that ruff, mypy and the import contracts cannot see, checked on the source itself."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "caseflow"
WEB_LIBRARIES = {"flask", "flask_login", "flask_wtf", "werkzeug", "wtforms"}

EVERYWHERE = ("**/*.py",)
BELOW_WEB = (
    "accounts/**/*.py",
    "casework/**/*.py",
    *(f"*/{name}.py" for name in ("models", "actions", "process")),
)


def sources(*patterns: str) -> list[Path]:
    """Python files of the package that match one of the patterns."""
    return sorted({path for pattern in patterns for path in PACKAGE.glob(pattern)})


def offences(paths: list[Path], objects: Callable[[ast.AST], bool]) -> list[str]:
    """`file:line` of each node that the rule objects to."""
    return [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
        for path in paths
        for node in ast.walk(ast.parse(path.read_text()))
        if objects(node)
    ]


def commits(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "commit"


def assigns_state(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store)


def swallows_everything(node: ast.AST) -> bool:
    """`except:` or `except Exception:` that does not end by raising again."""
    if not isinstance(node, ast.ExceptHandler) or isinstance(node.body[-1], ast.Raise):
        return False
    caught = {each.id for each in ast.walk(node.type) if isinstance(each, ast.Name)} if node.type else set()
    return node.type is None or bool(caught & {"Exception", "BaseException"})


def reads_the_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and any(alias.name == "utcnow" for alias in node.names)


def knows_the_request(node: ast.AST) -> bool:
    """Imports from a web library anything but the configuration and the base class of users."""
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] in WEB_LIBRARIES for alias in node.names)
    if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in WEB_LIBRARIES:
        return any(alias.name not in {"current_app", "UserMixin"} for alias in node.names)
    return False


@dataclass(frozen=True)
class Rule:
    """What no file may contain, with an example that must be caught."""

    objects: Callable[[ast.AST], bool]
    example: str
    where: tuple[str, ...] = EVERYWHERE
    unless: frozenset[str] = frozenset()


RULES = [
    Rule(commits, "session.commit()", unless=frozenset({"casework/db.py"})),
    Rule(assigns_state, "case.state = 'open'", unless=frozenset({"casework/engine.py"})),
    Rule(
        swallows_everything,
        "try: go()\nexcept (OSError, Exception): pass",
        unless=frozenset({"casework/delivery/running.py", "jobs.py"}),
    ),
    Rule(reads_the_clock, "from caseflow.kernel.time import utcnow", where=BELOW_WEB),
    Rule(knows_the_request, "from flask import current_app, request", where=BELOW_WEB),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.objects.__name__)
def test_rule_is_kept(rule: Rule) -> None:
    paths = [path for path in sources(*rule.where) if str(path.relative_to(PACKAGE)) not in rule.unless]
    assert offences(paths, rule.objects) == []
    assert any(rule.objects(node) for node in ast.walk(ast.parse(rule.example)))


def test_files_are_short() -> None:
    long = [path for path in python_files() if len(path.read_text().splitlines()) > 300]
    assert long == []


def test_functions_are_short() -> None:
    def is_long(node: ast.AST) -> bool:
        return isinstance(node, ast.FunctionDef) and lines(node) > (15 if is_view(node) else 40)

    assert offences(python_files(), is_long) == []


def python_files() -> list[Path]:
    return [*sources("**/*.py"), *ROOT.glob("tests/**/*.py")]


def lines(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_view(function: ast.FunctionDef) -> bool:
    """Decorated as the answer to an address: `@pages.get("/…")`."""
    calls = [each.func for each in function.decorator_list if isinstance(each, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in {"get", "post", "route"} for call in calls)


def test_pure_code_needs_only_the_standard_library() -> None:
    """The kernel, the calculators and every process load where no library is installed (`-S`)."""
    pure = [module(path) for path in sources("kernel/**/*.py", "calculators/**/*.py", "*/process.py")]
    command = [sys.executable, "-S", "-c", f"import {', '.join(pure)}"]
    run = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_templates_compare_no_state_and_no_role() -> None:
    """A template draws what it is given; what a state or a role means is decided in the process file."""
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert [f"{path.name}:{line}" for path in templates for line in comparisons(path.read_text())] == []
    assert list(comparisons("{% if case.state in ('open', 'closed') %}{% endif %}")) == [1]


def comparisons(template: str) -> Iterator[int]:
    """Lines that compare something called a state or role with a constant."""
    for compare in Environment(autoescape=True).parse(template).find_all(nodes.Compare):
        names = {each.attr for each in compare.find_all(nodes.Getattr)}
        names |= {each.name for each in compare.find_all(nodes.Name)}
        if names & {"state", "role", "roles"} and compare.find(nodes.Const):
            yield compare.lineno


def test_every_rule_of_the_stylesheet_ends() -> None:
    """A brace that is lost in a merge hides all that follows it from wide screens."""
    depth = 0
    for line in (ROOT / "static/css/caseflow.css").read_text().splitlines():
        depth += line.count("{") - line.count("}")
        assert depth >= 0, line
        assert depth == 0 or not line.startswith("/*"), line
    assert depth == 0
