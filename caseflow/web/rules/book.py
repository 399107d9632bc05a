"""The list of all periods, and the page of each one (规则)."""

import re
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import proposals, rulebook
from caseflow.casework.law import Law, current_law
from caseflow.casework.models import DeadlineRule
from caseflow.casework.rule_faults import Declared
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import Clock, Process
from caseflow.kernel.roles import Permission
from caseflow.kernel.rules import Mark
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.rules import shown
from caseflow.web.rules.forms import rule_form

pages = Blueprint("rules", __name__, url_prefix="/rules")


@pages.get("")
@needs(Permission.RULES_READ)
def index() -> str:
    """Every period by process, as it would start today in this region."""
    law, on = current_law(db.session()), local_day(utcnow())
    waiting = set(db.session.scalars(sa.select(DeadlineRule.code).where(_waits())))
    groups = [(process, shown.lines(process, law, on, waiting)) for process in wired().processes]
    return render_template("rules/index.html", groups=groups, place=shown.place(law.region), on=on)


def _waits() -> sa.ColumnElement[bool]:
    decided = sa.func.coalesce(DeadlineRule.approved_by, DeadlineRule.refused_by)
    return sa.and_(decided.is_(None), DeadlineRule.withdrawn_at.is_(None))


@pages.get("/clocks/<code>")
@needs(Permission.RULES_READ)
def clock(code: str) -> str:
    """One period: what is in force, and every rule there was or will be."""
    law, on = current_law(db.session()), local_day(utcnow())
    return render_template("rules/clock.html", **_page(code, law, on))


def _page(code: str, law: Law, on: date) -> dict[str, Any]:
    known = rulebook.declared(code)
    rows = rulebook.versions(db.session(), code)
    process, declared = known[0]
    rule = law.rule(declared, on)
    ruled = declared.under(rule)
    return {
        "code": code,
        "label": rulebook.labels(known),
        "processes": [(process.label, _runs(process, clock)) for process, clock in known],
        "terms": shown.terms(process, ruled),
        "rule": rule,
        "note": NOTES.get(rule.mark, ""),
        "articles": sorted(set(_NAMED.findall(rule.basis))),
        "versions": list(shown.versions(rows, known, law, on)),
        "names": proposals.names(db.session(), rows),
        "may_change": current_viewer().can(Permission.RULES),
    }


NOTES = {
    Mark.HOUSE: "这是本单位自己定的工作期限，不是法律规定，对外不能作为法律依据引用。",
    Mark.ELSEWHERE: "这是参照外地规定定的工作期限，对本地没有法律约束力，对外不能作为法律依据引用。",
}
_NAMED = re.compile(r"《([^《》]+)》")


def _runs(process: Process, clock: Clock) -> str:
    return "、".join(process.state(name).label for name in clock.runs_while)


@pages.route("/clocks/<code>/propose", methods=["GET", "POST"])
@needs(Permission.RULES)
def propose(code: str) -> ResponseReturnValue:
    """Propose another rule for the period."""
    known = rulebook.declared(code)
    form = rule_form(known, _in_force(known))
    row = form.submit(lambda _: rulebook.propose_rule(form.proposal, viewer=current_viewer(), at=utcnow()))
    if row is not None:
        return redirect(url_for("rule_versions.show", id=row.id), 303)
    page = render_template("rules/propose.html", form=form, code=code, label=rulebook.labels(known))
    return page, form.status


def _in_force(known: Declared) -> Clock:
    law, (_, declared) = current_law(db.session()), known[0]
    return declared.under(law.rule(declared, local_day(utcnow())))
