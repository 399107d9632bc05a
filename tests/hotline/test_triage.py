"""The triage tree: every path ends, soon, at something known."""

import re
from pathlib import Path

import pytest

from caseflow.hotline.catalogue import SUBJECTS
from caseflow.hotline.triage import ROUTES, TREE, MalformedTree, Tree, tree

TEXT = (Path(tree.__file__).parent / "tree.toml").read_text(encoding="utf-8")


def test_every_path_ends_after_at_most_four_questions() -> None:
    paths = list(TREE.paths())
    assert {path[-1] for path in paths} == set(TREE.leaves)
    assert max(len(path) - 1 for path in paths) == 4


def test_every_route_is_led_to() -> None:
    assert {leaf.route for leaf in TREE.leaves.values()} == set(ROUTES)


def test_the_tree_is_dated() -> None:
    assert re.fullmatch(r"\d{4}\.\d+", TREE.version)
    assert TREE.date.year >= 2026


@pytest.mark.parametrize("category", SUBJECTS)
def test_every_category_answers_what_the_claim_is_about(category: str) -> None:
    said = TREE.questions["subject"].answered({}, {"category": category})
    assert said
    assert said.by_form
    assert sum(category.startswith(answer.when) for answer in TREE.questions["subject"].answers) == 1


def test_a_complete_form_leaves_two_questions() -> None:
    given = {"service": "TS", "category": "0101"}
    assert TREE.walk({}, given).question is TREE.questions["danger"]
    assert TREE.walk({"triage_danger": "no"}, given).question is TREE.questions["stage"]


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ('then = "call_back"', 'then = "known"', "does not end"),
        ('then = "negotiate"', 'then = "subject"', "does not end"),
        ('then = "hazard" }', 'then = "nowhere" }', "does not end"),
        ('then = "insurance"', 'then = "help"', "insurance is never reached"),
        ('route = "notice"', 'route = "fax"', "unknown route fax"),
        ('category = "0501"', 'category = "0599"', "unknown code"),
        ('sets = ["urgent"]', 'sets = ["hurried"]', "unknown signal"),
        ('decline = "NA07"', 'decline = "NA99"', "go together"),
        ('basis = "《信访', 'basis = "信访', "as its mark says"),
        ('grade = "difficult"', 'grade = "hard"', "unknown priority or grade"),
        ('because = "由上级工会核实，指导单位依法办理"', "", "Leaf"),
        ("leaves.rescue", "leaves.danger", "danger is a question and a leaf"),
        ('then = "treat"', 'then = "hazard_now"', "asks more than 4 questions"),
    ],
)
def test_a_tree_that_contradicts_itself_is_refused(was: str, becomes: str, fault: str) -> None:
    assert was in TEXT
    with pytest.raises(MalformedTree, match=fault):
        Tree.read(TEXT.replace(was, becomes))
