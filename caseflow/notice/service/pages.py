"""The page for those who bring a letter, made for a telephone (现场送达)."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field

from caseflow.casework import files
from caseflow.casework.files import File
from caseflow.casework.lights import Now
from caseflow.casework.uploads import Upload
from caseflow.extensions import db
from caseflow.kernel.machine import STAY, Transition
from caseflow.kernel.roles import Permission, Role, Viewer
from caseflow.kernel.time import utcnow
from caseflow.notice.models import Notice
from caseflow.notice.process import choices
from caseflow.notice.service import actions
from caseflow.notice.service.actions import TO_BE_SERVED, Told
from caseflow.notice.service.asked import ALSO_BY_POST, ASKED, ENOUGH, FAILED, FAILURE, RESULTS
from caseflow.notice.service.attempts import attempts_of
from caseflow.notice.service.models import ServiceAttempt
from caseflow.web.access import current_viewer, needs
from caseflow.web.forms import ActForm, FilesField, form_for
from caseflow.web.proceedings.attachments import SERVE
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import opened

LETTERS = Family(Notice)
_BY = (Role.SUPERVISOR, Role.HANDLING_UNIT)
_ATTEMPT = Transition(SERVE, "登记送达", ("serving",), STAY, _BY, needs=ASKED)
_FAILURE = Transition("service_failed", "登记送达未成", ("serving",), STAY, _BY, needs=FAILURE)


@dataclass(frozen=True, slots=True)
class Line:
    """An attempt as the page shows it."""

    attempt: ServiceAttempt
    method: str
    result: str
    servers: str
    failed: bool


def add_service(pages: Blueprint) -> None:
    """Add these pages to those of the letters."""
    pages.add_url_rule("/<int:id>/serve", SERVE, serve, methods=["GET", "POST"])
    pages.add_url_rule("/<int:id>/serve/failed", "serve_failed", failed, methods=["POST"])


@needs(Permission.NOTICE_ACT)
def serve(id: int) -> ResponseReturnValue:
    """Tell of an attempt, and see the earlier ones."""
    viewer, at = current_viewer(), utcnow()
    file, _ = opened(LETTERS, id)
    form = _attempt_form(viewer)(data=_known(file))
    done = form.submit(
        lambda data: actions.serve(
            id, _told(data), version=form.version, token=form.token.data, viewer=viewer, at=at
        )
    )
    if done:
        flash(f"已登记送达经过，现在是“{done.stage.label}”。", "success")
        return redirect(url_for(".serve", id=id), 303)
    return _page(id, form, _failure_form(viewer)(formdata=None)), form.status


@needs(Permission.NOTICE_ACT)
def failed(id: int) -> ResponseReturnValue:
    """Say that nobody was reached, and how it goes on."""
    viewer, at = current_viewer(), utcnow()
    file, _ = opened(LETTERS, id)
    form = _failure_form(viewer)()
    done = form.submit(lambda data: actions.fail(id, data=data, version=form.version, viewer=viewer, at=at))
    if done:
        flash("已登记送达未成，可以按下一步方式继续送达。", "success")
        return redirect(url_for(".serve", id=id), 303)
    return _page(id, _attempt_form(viewer)(formdata=None, data=_known(file)), form), form.status


class _WithPhotos(ActForm):
    """An attempt with the pictures that were taken."""

    photos = FilesField(
        "照片",
        description="手机可以直接拍照，可以选多张。拒收、留置的拍下文书、门牌和现场",
        render_kw={"accept": "image/*", "capture": "environment"},
    )

    def shown(self) -> list[Field]:
        """The pictures beside the witnesses, whom they may take the place of."""
        others = [field for field in super().shown() if field is not self.photos]
        behind = next(n for n, field in enumerate(others, 1) if field.name == "service_witnesses")
        return [*others[:behind], self.photos, *others[behind:]]


def _attempt_form(viewer: Viewer) -> type[ActForm]:
    return type("ServeForm", (form_for(_ATTEMPT, viewer), _WithPhotos), {})


def _failure_form(viewer: Viewer) -> type[ActForm]:
    return form_for(_FAILURE, viewer)


def _known(file: File[Any]) -> dict[str, Any]:
    """What the form starts with: now, where the employer is if it is for the employer, who set out."""
    letter: Notice = file.proceeding
    employer = letter.matter.employer
    place = letter.employer_address or (employer.address if employer else None)
    return {
        "tried_at": utcnow(),
        "service_place": None if letter.authority else place,
        "servers": letter.servers or [current_viewer().user_id],
    }


def _told(data: dict[str, Any]) -> Told:
    photos = [Upload(photo.filename, photo.stream) for photo in data.get("photos", ())]
    return Told({name: value for name, value in data.items() if name != "photos"}, photos)


def _page(id: int, form: ActForm, failure: ActForm) -> str:
    file, now = opened(LETTERS, id)
    strip = strip_of(file, now)
    for one in (form, failure):
        if not one.refusal:
            one.decided_on(strip.version, strip.seen)
    lines = _lines(file)
    return render_template(
        "notice/serve.html",
        strip=strip,
        form=form,
        failure=failure,
        lines=lines,
        open=file.proceeding.state in {"serving", *TO_BE_SERVED},
        may_fail=file.proceeding.state == "serving" and sum(line.failed for line in lines) >= ENOUGH,
        also_by_post=ALSO_BY_POST,
        clocks=_running(file, now),
    )


def _lines(file: File[Any]) -> list[Line]:
    attempts = attempts_of(db.session(), file.proceeding.id)
    people = files.names({user for one in attempts for user in one.servers}, set()).users
    methods, results = dict(choices.SERVICE_METHODS), dict(RESULTS)
    return [
        Line(
            attempt=one,
            method=methods.get(one.method, one.method),
            result=results.get(one.result, one.result),
            servers="、".join(people.get(user, "") for user in one.servers),
            failed=one.result in FAILED,
        )
        for one in attempts
    ]


def _running(file: File[Any], now: Now) -> list[tuple[str, Any]]:
    """What runs now, so that whoever has served sees until when the answer is awaited."""
    return [
        (file.proceeding.definition.clock(clock.code).label, clock.due_on)
        for clock in file.clocks
        if clock.stopped_at is None
    ]
