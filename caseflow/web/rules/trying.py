"""A case that somebody makes up, under the rule in force and under a proposed one (试一件)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for
from wtforms.validators import NumberRange, Optional

from caseflow.casework import rulebook
from caseflow.casework.law import Law, current_law, rule_of
from caseflow.casework.models import DeadlineRule
from caseflow.casework.rule_faults import is_exact
from caseflow.casework.trials import Case, Reckoned, reckon
from caseflow.extensions import db
from caseflow.kernel.calendar import Pause, local_day, start_of
from caseflow.kernel.errors import DomainError, NotFound
from caseflow.kernel.machine import Clock
from caseflow.kernel.roles import Permission
from caseflow.kernel.rules import Rule
from caseflow.web.access import needs
from caseflow.web.forms import DateField, Form, MomentField, NumberField
from caseflow.web.forms.fields import whole

pages = Blueprint("rule_cases", __name__, url_prefix="/rules/try")

RESTS = 3
"""So many rests a made-up case may have."""


class CaseForm(Form):
    """When it starts, rests and is extended; sent by GET, for nothing is kept."""

    class Meta(Form.Meta):
        """Nothing is written, so nothing is protected."""

        csrf = False

    start = DateField("起算日", description="当日不计入；期限由约定或者上级指定的，填指定之日")
    moment = MomentField("起算时间", description="按小时、分钟计算的期限填写")
    from1 = DateField("第一次暂停，自")
    until1 = DateField("恢复")
    from2 = DateField("第二次暂停，自")
    until2 = DateField("恢复")
    from3 = DateField("第三次暂停，自")
    until3 = DateField("恢复")
    extra = NumberField(
        "延期", [Optional(), NumberRange(0, 999, "请填写 0 到 999 的数")], description="单位与期限相同"
    )

    def case(self, *, exact: bool) -> Case | None:
        """What was filled in; None before a start is given, or when something cannot be."""
        name = "moment" if exact else "start"
        begin: date | None = self[name].data
        if begin is None and not self[name].errors:
            self.blame({name: "请填写起算的时间"})
        rests = list(self._rests())
        return None if self.errors or begin is None else Case(begin, rests, self["extra"].data or 0)

    def _rests(self) -> Iterator[Pause]:
        last: date | None = None
        for n in range(1, RESTS + 1):
            since, until = self[f"from{n}"].data, self[f"until{n}"].data
            if since is None and until is None:
                continue
            if since is None or until is None or until < since or (last and since < last):
                self.blame({f"from{n}": "暂停请填写起止两日，先后次序相接，不能倒置"})
                return
            last = until
            yield Pause(start_of(since), start_of(until))


@dataclass(frozen=True, slots=True)
class Column:
    """One rule and what comes of the case under it; or why it cannot be reckoned."""

    title: str
    rule: Rule
    found: Reckoned | None
    refusal: str


@pages.get("/<code>")
@needs(Permission.RULES_READ)
def show(code: str) -> str:
    """The form, and beside each other what comes of it."""
    proposed = _proposed(code, whole(request.args.get("version")))
    back = url_for("rule_versions.show", id=proposed.id) if proposed else url_for("rules.clock", code=code)
    return render_template("rules/try.html", code=code, version=proposed, back=back, **_tried(code, proposed))


def _tried(code: str, proposed: DeadlineRule | None) -> dict[str, Any]:
    known, law, form = rulebook.declared(code), current_law(db.session()), CaseForm(request.args)
    _, declared = known[0]
    asked, exact = bool(request.args.keys() - {"version"}), is_exact(declared.within)
    case = form.case(exact=exact) if asked and form.validate() else None
    return {
        "form": form,
        "label": rulebook.labels(known),
        "exact": exact,
        "columns": list(_columns(case, declared, proposed, law)) if case else [],
        "asked": asked,
    }


def _proposed(code: str, id: int | None) -> DeadlineRule | None:
    """The rule that is tried.

    Raises:
        NotFound: the clock has no such rule.
    """
    if id is None:
        return None
    row = db.session.get(DeadlineRule, id)
    if row is None or row.code != code:
        raise NotFound(f"没有{id}号规则")
    return row


def _columns(case: Case, declared: Clock, row: DeadlineRule | None, law: Law) -> Iterator[Column]:
    begin = local_day(case.start) if isinstance(case.start, datetime) else case.start
    yield _column("按起算日有效的规则", case, declared, law.rule(declared, begin), law)
    if row:
        yield _column("按提出的规则", case, declared, rule_of(row, declared), law)


def _column(title: str, case: Case, declared: Clock, rule: Rule, law: Law) -> Column:
    try:
        return Column(title, rule, reckon(case, declared, rule, law.calendar), "")
    except DomainError as refusal:
        return Column(title, rule, None, str(refusal))
