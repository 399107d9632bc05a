"""Seeing an identity in full: with a reason; in a confidential matter once somebody else has agreed."""

from datetime import datetime, timedelta
from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import files, reveals
from caseflow.casework.models import Matter
from caseflow.casework.reveals import Identity
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer
from caseflow.web.forms import Form, LineField
from caseflow.web.forms.build import Fits
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.people import Person, people_of
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import opened

MINUTES = reveals.SHOWN // timedelta(minutes=1)
"""How long an approval lasts, as people say it."""

_REASON = Datum("reason", "理由", Kind.LINE)


class RevealForm(Form):
    """Why the identity is needed."""

    reason = LineField(_REASON.label, [Fits(_REASON)], description="写明用于哪一步办理，会留痕备查")


class RefusalForm(Form):
    """Why the identity is not shown."""

    reason = LineField("不批准的理由", [Fits(_REASON)], description="会告知申请人")


def reveal(family: Family, id: int, party_id: int) -> ResponseReturnValue:
    """Ask for a reason; then show the identity, or pass the request on to a second person."""
    viewer, at = current_viewer(), utcnow()
    file, _ = opened(family, id)
    form = RevealForm()
    if file.proceeding.matter.confidential and not reveals.approval(party_id, viewer, at):
        ask = partial(reveals.request_reveal, party_id, id, viewer=viewer, at=at)
        if form.submit(lambda data: ask(reason=data["reason"])):
            flash("已提交申请，批准后会在消息里通知您。", "success")
            return redirect(url_for(".reveal", id=id, party_id=party_id), 303)
        return _page(family, id, party_id, form, None, at), form.status
    see = partial(reveals.reveal, party_id, id, viewer=viewer, at=at)
    identity = form.submit(lambda data: see(reason=data["reason"]))
    return _page(family, id, party_id, form, identity, at), form.status


def approve(family: Family, id: int, party_id: int, request_id: int) -> ResponseReturnValue:
    """Agree to a request; the refusal of one is a page of its own."""
    reveals.approve_reveal(request_id, id, viewer=current_viewer(), at=utcnow())
    flash(f"已批准，申请人在 {MINUTES} 分钟内可以查看。", "success")
    return redirect(url_for(".reveal", id=id, party_id=party_id), 303)


def refuse(family: Family, id: int, party_id: int, request_id: int) -> ResponseReturnValue:
    """Say why a request is refused; the one who asked is told."""
    viewer, at = current_viewer(), utcnow()
    file, now = opened(family, id)
    _person(file.proceeding.matter, party_id, at)
    form = RefusalForm()
    refused = partial(reveals.refuse_reveal, request_id, id, viewer=viewer, at=at)
    if form.submit(lambda data: refused(reason=data["reason"])):
        flash("未批准，已告知申请人。", "success")
        return redirect(url_for(".reveal", id=id, party_id=party_id), 303)
    asked = next((one for one in reveals.waiting(party_id, viewer, at) if one.id == request_id), None)
    if asked is None:
        raise NotFound
    strip = strip_of(file, now)
    return render_template("proceedings/refuse_reveal.html", strip=strip, form=form, asked=asked), form.status


def _person(matter: Matter, party_id: int, at: datetime) -> Person:
    """The party of the matter, masked.

    Raises:
        NotFound: it is none of this matter.
    """
    everyone = people_of(files.people(matter.id, at), confidential=matter.confidential)
    person = next((p for p in everyone if p.id == party_id), None)
    if person is None:
        raise NotFound
    return person


def _page(
    family: Family, id: int, party_id: int, form: RevealForm, identity: Identity | None, at: datetime
) -> str:
    """The form with the requests that wait; or the identity, this once."""
    file, now = opened(family, id)
    matter = file.proceeding.matter
    person = _person(matter, party_id, at)
    return render_template(
        "proceedings/reveal.html",
        strip=strip_of(file, now),
        person=person,
        form=form,
        identity=identity,
        confidential=matter.confidential,
        minutes=MINUTES,
        until=reveals.approval(party_id, current_viewer(), at),
        waiting=reveals.waiting(party_id, current_viewer(), at),
    )
