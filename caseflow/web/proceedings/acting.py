"""Taking an action: its form, what it will do, and what to do when somebody else was quicker (办理)."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import engine, files, history
from caseflow.casework.actions import act
from caseflow.casework.capacity import capacities, decide_as
from caseflow.casework.files import File
from caseflow.casework.filing import keeping, wholeness
from caseflow.casework.lights import Now
from caseflow.extensions import db
from caseflow.kernel.decide import Change, Decision
from caseflow.kernel.errors import Conflict, DomainError
from caseflow.kernel.machine import Transition
from caseflow.kernel.roles import Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer
from caseflow.web.forms import ActForm
from caseflow.web.forms.build import offer_files
from caseflow.web.proceedings import facts, merging
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.timeline import Entry, entry, named_in
from caseflow.web.proceedings.values import Reader
from caseflow.web.proceedings.views import opened
from caseflow.web.proceedings.writing import drawn, mixins_of


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action will do to the state and to the clocks."""

    state: str
    starts: tuple[str, ...]
    rests: tuple[str, ...]
    ends: tuple[str, ...]


def act_on(family: Family, id: int, action: str) -> ResponseReturnValue:
    """The form of an action, and taking it."""
    viewer = current_viewer()
    file, _ = opened(family, id)
    known = engine.facts_of(file.proceeding, file.clocks, utcnow())
    step = file.proceeding.definition.transition(action).asking(known)
    reader = Reader.of(viewer, file.proceeding.matter)
    mixins = mixins_of(file.proceeding.definition, step)
    form = family.form(step, viewer, *mixins)(data=facts.offered(file.proceeding, step.needs, reader))
    offer_files(form, step.needs, file.proceeding, viewer)
    merging.settle(form, file.proceeding, step, reader)
    acts = partial(act, family.model, id, action, token=form.token.data, replaces=form.replaces)
    if done := form.submit(lambda data: acts(data=data, version=form.version, viewer=viewer, at=utcnow())):
        flash(f"已办理“{step.label}”，现在是“{done.label}”。", "success")
        return redirect(url_for(".page", id=id), 303)
    return _ask(family, id, step, form, reader), form.status


def _ask(family: Family, id: int, step: Transition, form: ActForm, reader: Reader) -> str:
    """The form on the proceeding as it stands now.

    Raises:
        DomainError: the form is only asked for, and the action is not open.
    """
    file, now = opened(family, id)
    effect, typed = _effect(file, step, reader.viewer, now), form.is_submitted() or form.reopened
    if isinstance(effect, DomainError) and not typed:
        raise effect
    strip = strip_of(file, now)
    seen = form.seen if typed else request.args.get("seen", strip.seen, type=int)
    overtaken = isinstance(form.refusal, Conflict) or (form.reopened and form.version != strip.version)
    merges = overtaken or merging.is_under_way()
    if overtaken or not typed:
        form.decided_on(strip.version, seen if overtaken else strip.seen)
    return render_template(
        f"proceedings/{'conflict' if merges else 'act'}.html",
        strip=strip,
        step=step,
        form=form,
        drawn=drawn(file.proceeding.definition, step, form, file.proceeding),
        effect=effect,
        lacking=_lacking(file, step),
        refused=isinstance(effect, DomainError),
        changes=_changes(file, seen, reader) if seen < strip.seen else [],
        differences=merging.differences(file.proceeding, step, form, reader) if merges else [],
        sent=isinstance(form.refusal, Conflict),
    )


def _lacking(file: File[Any], step: Transition) -> list[str]:
    """What the file lacks, for an action that puts it away or hands it in."""
    names = {datum.name for datum in step.needs}
    if names.isdisjoint(keeping.SAYS_WHOLE) or file.proceeding.imported:
        return []
    return [entry.label for entry in wholeness.missing(db.session(), file.proceeding)]


def _effect(file: File[Any], step: Transition, viewer: Viewer, now: Now) -> Effect | DomainError:
    """What the action would do now, or why it is refused."""
    proceeding = file.proceeding
    ground = engine.ground_of(proceeding, file.clocks, now.at, file.law)
    try:
        able = capacities(db.session(), proceeding, viewer)
        decision, _ = decide_as(able, ground, step.action, None)
    except DomainError as refusal:
        return refusal
    running = {clock.code for clock in file.clocks if clock.stopped_at is None}
    return Effect(
        state=proceeding.definition.state(decision.target).label,
        starts=_clocks(decision, running, Change.START, Change.RESTART, Change.RESUME),
        rests=_clocks(decision, running, Change.PAUSE),
        ends=_clocks(decision, running, Change.STOP, Change.MEET),
    )


def _clocks(decision: Decision, running: set[str], *changes: Change) -> tuple[str, ...]:
    """Labels of the clocks that change so, but for those that would have to run and do not."""
    return tuple(
        f"{clock.label}（{clock.within.text}）" if change is Change.START else clock.label
        for clock, change in decision.clocks
        if change in changes and (change is Change.START) != (clock.code in running)
    )


def _changes(file: File[Any], seen: int, reader: Reader) -> list[Entry]:
    """What has been done since the page was shown, oldest first."""
    process, rows = file.proceeding.definition, history.since(file.proceeding, seen)
    names = files.names(*named_in(process, rows))
    return [entry(process, row, names, reader) for row in rows]
