"""One proposed rule: what it changes, what it would move, and the decision on it (规则提案)."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import rulebook, trials
from caseflow.casework.law import Law, current_law, rule_of
from caseflow.casework.models import DeadlineRule, Stand
from caseflow.casework.rule_words import STANDS
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Clock, Process
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.forms.fields import whole
from caseflow.web.proceedings import address_of
from caseflow.web.rules import shown
from caseflow.web.rules.deciding import RefusalForm, deciding
from caseflow.web.rules.figures import Figures, figures

pages = Blueprint("rule_versions", __name__, url_prefix="/rules/versions")


@pages.get("/<int:id>")
@needs(Permission.RULES_READ)
def show(id: int) -> str:
    """The proposal beside what is in force, and what can be decided."""
    return render_template("rules/version.html", **_page(id, RefusalForm()))


def _page(id: int, form: RefusalForm) -> dict[str, Any]:
    row, law = _row(id), current_law(db.session())
    process, now, then = _both(row, law)
    return {
        "label": now.label,
        "status": STANDS[row.stand],
        "place": shown.place(row.region),
        "terms": shown.compared(process, now, then),
        "here": law.region.startswith(row.region),
        **deciding(row, form, current_viewer()),
    }


def _row(id: int) -> DeadlineRule:
    row = db.session.get(DeadlineRule, id)
    if row is None:
        raise NotFound(f"没有{id}号规则")
    return row


def _both(row: DeadlineRule, law: Law) -> tuple[Process, Clock, Clock]:
    """The clock as it would start on the day the rule takes effect: without it, and with it."""
    process, declared = rulebook.declared(row.code)[0]
    region = law.region if law.region.startswith(row.region) else row.region
    rest = [rule for rule in law.rules.rows if rule.version != f"规则{row.id}"]
    without = law.rules.with_rows(rest).rule(row.code, row.effective_from, region)
    return process, declared.under(without), declared.under(rule_of(row, declared))


@pages.post("/<int:id>/approve")
@needs(Permission.RULES)
def approve(id: int) -> ResponseReturnValue:
    """Put it in force."""
    row = rulebook.approve_rule(id, viewer=current_viewer(), at=utcnow())
    flash(f"已批准，自{row.effective_from}起算的期限按它执行；在办的期限不变。", "success")
    return redirect(url_for(".show", id=id), 303)


@pages.post("/<int:id>/refuse")
@needs(Permission.RULES)
def refuse(id: int) -> ResponseReturnValue:
    """Send it back."""
    form, viewer, at = RefusalForm(), current_viewer(), utcnow()
    done = form.submit(lambda given: rulebook.refuse_rule(id, reason=given["because"], viewer=viewer, at=at))
    if done is None:
        return render_template("rules/version.html", **_page(id, form)), form.status
    flash("已退回，提出人会收到理由。", "success")
    return redirect(url_for(".show", id=id), 303)


@pages.post("/<int:id>/withdraw")
@needs(Permission.RULES)
def withdraw(id: int) -> ResponseReturnValue:
    """Take it back."""
    rulebook.withdraw_rule(id, viewer=current_viewer(), at=utcnow())
    flash("已撤回。", "success")
    return redirect(url_for(".show", id=id), 303)


@pages.get("/<int:id>/trial")
@needs(Permission.RULES_READ)
def trial(id: int) -> str:
    """What the rule would have moved, had it always held; nothing is changed."""
    return render_template("rules/trial.html", **_trial(_row(id), current_viewer(), utcnow()))


def _trial(row: DeadlineRule, viewer: Viewer, at: datetime) -> dict[str, Any]:
    many = trials.total(row, at)
    kept = trials.newest(row) if many > trials.AT_ONCE else None
    found = trials.moves(row, viewer, at, whole(request.args.get("after")) or 0)
    return {
        "row": row,
        "label": rulebook.labels(rulebook.declared(row.code)),
        "here": wired().region.startswith(row.region),
        "many": many > trials.AT_ONCE,
        "kept": kept,
        "figures": _figures(row, kept, many, at),
        "lines": [(line, address_of(line.process, line.proceeding_id)) for line in found.rows],
        "next": url_for(".trial", id=row.id, after=found.next) if found.next else None,
        "first": "after" not in request.args,
        "processes": {process.name: process.label for process in wired().processes},
        "may_start": viewer.can(Permission.RULES) and row.stand is Stand.WAITING,
        "on": local_day(at),
    }


def _figures(row: DeadlineRule, kept: Any, many: int, at: datetime) -> Figures | None:
    """The counts: made now where there are few clocks, else as far as the background has come."""
    if many <= trials.AT_ONCE:
        return figures(trials.at_once(row, at), current_viewer())
    return figures(trials.Counts.read(kept.counts), current_viewer()) if kept else None


@pages.post("/<int:id>/trial")
@needs(Permission.RULES)
def try_all(id: int) -> ResponseReturnValue:
    """Have it tried in the background."""
    trials.start(id, viewer=current_viewer(), at=utcnow())
    flash("已开始试算，在后台进行，请稍后刷新查看。", "success")
    return redirect(url_for(".trial", id=id), 303)
