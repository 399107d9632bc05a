"""The triage tree: a few questions that lead to a way to handle a call; the data is tree.toml (分诊问卷).

It is checked when it is read: every path ends, after at most four questions, at something known.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Self, TypeVar

from caseflow.hotline.catalogue import GRADES, PRIORITIES, REFUSALS, SERVICES, SUBJECTS
from caseflow.hotline.triage.priority import Signals
from caseflow.hotline.triage.routes import ROUTES
from caseflow.kernel.rules import Mark

MOST = 4
"""Questions on the longest path."""

T = TypeVar("T")


class MalformedTree(Exception):
    """The tree contradicts itself; raised at import, never at the desk."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question; `then` names the next question or the leaf.

    A value of the question's form field that begins with one of `when` gives this answer by itself; `sets`
    are signals that the answer brings.
    """

    value: str
    label: str
    then: str
    when: tuple[str, ...] = ()
    service: str = ""
    category: str = ""
    sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question; one with a `field` is not asked when the form answers it."""

    name: str
    ask: str
    answers: tuple[Answer, ...]
    field: str = ""

    @property
    def key(self) -> str:
        """The name under which a form or an address carries the answer."""
        return f"triage_{self.name}"

    def answered(self, told: Mapping[str, str], given: Mapping[str, Any]) -> "Said | None":
        """What the form says itself, or else what was answered; None when it has to be asked."""
        known = str(given.get(self.field, "")) if self.field else ""
        if by_form := next((a for a in self.answers if known and known.startswith(a.when)), None):
            return Said(self, by_form, by_form=True)
        by_person = next((a for a in self.answers if a.value == told.get(self.key)), None)
        return Said(self, by_person) if by_person else None


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that was given, by a person or by the form itself."""

    question: Question
    answer: Answer
    by_form: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where a path ends: the route, why and by what; `graded` says why the grade is above the general one."""

    name: str
    route: str
    because: str
    basis: str
    mark: Mark
    priority: str = "P2"
    grade: str = "general"
    graded: str = ""
    decline: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the answers have led: what was answered, what is to be asked next, or the end."""

    answered: tuple[Said, ...] = ()
    question: Question | None = None
    leaf: Leaf | None = None


@dataclass(frozen=True)
class Tree:
    """The whole tree, of a version."""

    version: str
    date: date
    first: str
    questions: Mapping[str, Question]
    leaves: Mapping[str, Leaf]

    @classmethod
    def read(cls, text: str) -> Self:
        """The tree that the TOML text describes.

        Raises:
            MalformedTree: it contradicts itself, or it names something that is not known.
        """
        data = tomllib.loads(text)
        questions = {name: _question(name, row) for name, row in data["questions"].items()}
        leaves = {
            name: _made(Leaf, {**row, "name": name, "mark": Mark(row["mark"])})
            for name, row in data["leaves"].items()
        }
        tree = cls(data["version"], data["date"], data["first"], questions, leaves)
        if faults := sorted(set(_faults(tree))):
            raise MalformedTree("; ".join(faults))
        return tree

    def walk(self, told: Mapping[str, str], given: Mapping[str, Any]) -> Walk:
        """Follow the answers, those of the form first, as far as they lead."""
        answered: list[Said] = []
        name = self.first
        while name in self.questions:
            question = self.questions[name]
            said = question.answered(told, given)
            if said is None:
                return Walk(tuple(answered), question)
            answered.append(said)
            name = said.answer.then
        return Walk(tuple(answered), leaf=self.leaves[name])

    def paths(self, name: str = "", before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        """Every way through the tree, by the names on it; a circle ends where it repeats."""
        name = name or self.first
        path = (*before, name)
        if name in before or name not in self.questions:
            yield path
            return
        for then in dict.fromkeys(answer.then for answer in self.questions[name].answers):
            yield from self.paths(then, path)


def _question(name: str, row: Mapping[str, Any]) -> Question:
    return _made(Question, {**row, "name": name, "answers": [_made(Answer, a) for a in row["answers"]]})


def _made(kind: type[T], row: Mapping[str, Any]) -> T:
    """The row as that kind of thing.

    Raises:
        MalformedTree: it has too much or too little.
    """
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    must = {each.name for each in fields(kind) if each.default is MISSING}  # type: ignore[arg-type]
    if not must <= row.keys() <= known:
        raise MalformedTree(f"{kind.__name__} {row}: needs {must}, may have {known}")
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})


def _faults(tree: Tree) -> Iterator[str]:
    yield from (f"{name} is a question and a leaf" for name in tree.questions.keys() & tree.leaves.keys())
    reached = {name for path in tree.paths() for name in path}
    yield from (f"{name} is never reached" for name in (tree.questions.keys() | tree.leaves.keys()) - reached)
    for path in tree.paths():
        if path[-1] not in tree.leaves:
            yield f"{' → '.join(path)} does not end"
        elif len(path) - 1 > MOST:
            yield f"{' → '.join(path)} asks more than {MOST} questions"
    for question in tree.questions.values():
        yield from _faults_of(question)
    for leaf in tree.leaves.values():
        yield from (f"{leaf.name}: {fault}" for fault in _faults_in(leaf))


def _faults_of(question: Question) -> Iterator[str]:
    values = [answer.value for answer in question.answers]
    if len(values) < 2 or len(set(values)) < len(values):  # noqa: PLR2004
        yield f"{question.name}: answers {values}"
    for answer in question.answers:
        known = (answer.service, dict(SERVICES)), (answer.category, SUBJECTS)
        if any(code and code not in codes for code, codes in known):
            yield f"{question.name}: {answer.value} names an unknown code"
        if not {f.name for f in fields(Signals)}.issuperset(answer.sets):
            yield f"{question.name}: {answer.value} sets an unknown signal"
        if answer.when and not question.field:
            yield f"{question.name}: {answer.value} waits for no field"


def _faults_in(leaf: Leaf) -> Iterator[str]:
    if leaf.route not in ROUTES:
        yield f"unknown route {leaf.route}"
    if leaf.priority not in dict(PRIORITIES) or leaf.grade not in dict(GRADES):
        yield "unknown priority or grade"
    if (leaf.decline in REFUSALS) is not (leaf.route == "decline"):
        yield "a way to decline and its reason go together"
    if not leaf.basis.startswith(BEGINS[leaf.mark]):
        yield "the basis does not read as its mark says"


BEGINS = {Mark.STATUTE: "《", Mark.ELSEWHERE: "参照：《", Mark.HOUSE: "本单位规定"}
"""How a basis of each mark begins, so that a house rule never reads like law."""

TREE = Tree.read((Path(__file__).parent / "tree.toml").read_text(encoding="utf-8"))
