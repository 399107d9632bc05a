"""One thing done to many: choose in a list, look at what will happen, confirm, read what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, HiddenField

from caseflow.casework import bulk
from caseflow.casework.bulk import Item, Task
from caseflow.casework.models import Outcome
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Bulk, Datum, Process, Transition
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.kernel.urging import AGAIN
from caseflow.web.access import current_viewer, needs
from caseflow.web.addresses import within_site
from caseflow.web.forms import OnceForm
from caseflow.web.forms.build import field_for
from caseflow.web.forms.fields import whole
from caseflow.web.proceedings.views import now_at
from caseflow.web.worklists.choices import FAMILY_LABELS

pages = Blueprint("bulk", __name__, url_prefix="/cases/bulk")

ORDER = (Outcome.DONE, Outcome.CHANGED, Outcome.SKIPPED, Outcome.WAITING)
OPEN = (Outcome.CHANGED, Outcome.WAITING)
NOTHING_CHOSEN = "还没有选择。请先勾选要办理的件。"


class BulkForm(OnceForm):
    """What is answered once for all of them."""

    back = HiddenField()

    def shown(self) -> list[Field]:
        """What is asked; the way back is not."""
        return [field for field in super().shown() if field.name != "back"]


@dataclass(frozen=True)
class Questions:
    """The fields that the steps ask for in common, by their names in the form.

    Steps of several processes may use one name for different things; each then gets a field of its own.
    """

    fields: Mapping[str, Datum]
    names: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, steps: Mapping[Process, Transition]) -> "Questions":
        """Of the steps of these processes."""
        fields: dict[str, Datum] = {}
        names: dict[str, dict[str, str]] = {process.name: {} for process in steps}
        for process, step in steps.items():
            for datum in (d for d in step.needs if d.name not in step.each):
                plain = fields.setdefault(datum.name, datum) == datum
                name = datum.name if plain else f"{datum.name}_{process.family}"
                fields[name] = (
                    datum
                    if plain
                    else replace(datum, label=f"{datum.label}（{FAMILY_LABELS[process.family]}）")
                )
                names[process.name][datum.name] = name
        return cls(fields, names)

    def form(self, viewer: Viewer) -> type[BulkForm]:
        """The form that asks; a datum that only some need is not demanded of all."""
        asked = {name: replace(d, required=False) if d.when else d for name, d in self.fields.items()}
        fields: dict[str, Any] = {name: field_for(datum, viewer) for name, datum in asked.items()}
        return type("SharedForm", (BulkForm,), fields)

    def answers(self, given: Mapping[str, object], process: Process) -> dict[str, object]:
        """What was answered, as the step of the process asks for it."""
        names = self.names.get(process.name, {})
        return {name: given[field] for name, field in names.items() if field in given}


@pages.get("")
@needs(Permission.SIGNED_IN)
def ask() -> ResponseReturnValue:
    """What will happen to each of the chosen ones, and the form for all of them."""
    viewer, act, chosen = current_viewer(), _act(), _chosen(request.args.getlist("pick"))
    back = within_site(request.args.get("back"))
    if not chosen:
        flash(NOTHING_CHOSEN, "warning")
        return redirect(back, 303)
    items = bulk.preview(viewer, act, chosen, now_at(utcnow()))
    form = _questions(items).form(viewer)(formdata=None, back=back)
    return _page(act, items, form)


@pages.post("")
@needs(Permission.SIGNED_IN)
def confirm() -> ResponseReturnValue:
    """Do it, once however often it is sent; or show again what is missing."""
    viewer, act, chosen = current_viewer(), _act(), _chosen(request.form.getlist("pick"))
    now = now_at(utcnow())
    items = bulk.preview(viewer, act, chosen, now)
    questions = _questions(items)
    form = questions.form(viewer)()
    token = str(form.token.data)[:36]

    def run(given: Mapping[str, object]) -> int:
        return bulk.run(token, chosen, Task(act, partial(questions.answers, given), viewer, now))

    run_id = form.submit(run)
    return _page(act, items, form) if run_id is None else redirect(url_for(".done", run_id=run_id), 303)


@pages.get("/<int:run_id>")
@needs(Permission.SIGNED_IN)
def done(run_id: int) -> str:
    """What became of each."""
    report = bulk.report(run_id, current_viewer(), now_at(utcnow()))
    return render_template("worklists/bulk_done.html", report=report, order=ORDER, open=OPEN)


def _page(act: Bulk, items: Sequence[Item], form: BulkForm) -> ResponseReturnValue:
    ready = [item for item in items if not item.refusal]
    page = render_template(
        "worklists/bulk.html",
        act=act,
        ready=ready,
        skipped=[item for item in items if item.refusal],
        form=form,
        most=bulk.MOST,
        back=within_site(form.back.data),
    )
    return page, form.status


def _act() -> Bulk:
    """What is to be done, if the viewer may do it to anything.

    Raises:
        NotFound: there is no such thing.
    """
    asked = request.values.get("act", "")
    if asked not in set(bulk.bulks(current_viewer())):
        raise NotFound
    return Bulk(asked)


def _chosen(picks: Sequence[str]) -> dict[int, int]:
    """The chosen ids, each with the version that was looked at; not more than may be."""
    pairs = (pick.partition(".") for pick in picks)
    known = {id: whole(version) or 0 for id, _, version in ((whole(a), b, c) for a, b, c in pairs) if id}
    return dict(list(known.items())[: bulk.MOST])


def _questions(items: Sequence[Item]) -> Questions:
    """What the steps ask for; the reason for urging again only where something was urged lately."""
    steps = {i.line.process: i.step for i in items if i.step and not i.refusal}
    if not any(item.again and not item.refusal for item in items):
        steps = {p: replace(s, needs=tuple(d for d in s.needs if d != AGAIN)) for p, s in steps.items()}
    return Questions.of(steps)
