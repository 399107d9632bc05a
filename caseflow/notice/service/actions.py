"""Bringing a letter: an attempt is written down with its pictures, and what came of it goes on (现场送达)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseflow.casework import attachments, drafts, engine
from caseflow.casework.db import transaction
from caseflow.casework.models import Material
from caseflow.casework.queries import find_to_change
from caseflow.casework.uploads import Meaning, Upload, examined
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Viewer
from caseflow.notice.models import Notice
from caseflow.notice.process import choices
from caseflow.notice.service.asked import ENOUGH, FAILED, POSTED, REFUSED, RESULTS, SERVED, TAKEN
from caseflow.notice.service.attempts import attempts_of
from caseflow.notice.service.models import ServiceAttempt

TRIED = "service_attempt"
PHOTOS = Meaning("service_photos", Material.INSPECTION)
TO_BE_SERVED = {"issued": "start_service", "service_failed": "retry_service"}
"""State → the action by which somebody sets out."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells of an attempt, by the names of `asked.ASKED`, and the pictures they took."""

    data: Mapping[str, Any]
    photos: Sequence[Upload] = ()

    def text(self, name: str) -> str:
        """An answer that is a text."""
        return str(self.data.get(name) or "")


def serve(
    id: int, told: Told, *, version: int | None, token: str = "", viewer: Viewer, at: datetime
) -> Notice:
    """Write down an attempt; if the letter was taken or left, it is served and its next clock starts.

    Raises:
        Conflict: the letter has changed since the page was shown.
        DomainError: it is not to be served now, or what was told does not prove it.
        Incomplete: something is missing, or a picture is none.
        NotFound: the letter is out of scope.
    """
    _check(told, at)
    fit, brought = examined(told.photos)
    if brought.refused:
        raise Incomplete({"photos": "".join(f"《{name}》{why}" for name, why in brought.refused)})
    with transaction() as session:
        new = drafts.claim(session, token, viewer=viewer, at=at)
        letter = find_to_change(Notice, id, viewer, session)
        if not new:
            return letter
        if version is not None:
            engine.expect_version(letter, version)
        _set_out(letter, told, viewer, at)
        attachments.keep(session, letter, fit, brought, meaning=PHOTOS, viewer=viewer, at=at)
        session.add(_attempt(letter, told, viewer, at))
        engine.note(letter, TRIED, viewer=viewer, at=at, data=_on_record(told))
        if told.data["result"] in SERVED:
            _served(letter, told, viewer, at)
        return letter


def fail(id: int, *, data: Mapping[str, Any], version: int | None, viewer: Viewer, at: datetime) -> Notice:
    """Say that the attempts did not reach anybody, and how it goes on (送达未成, N6).

    Raises:
        Conflict: the letter has changed since the page was shown.
        DomainError: it is not being served, or too few attempts were made.
        NotFound: the letter is out of scope.
    """
    with transaction() as session:
        letter = find_to_change(Notice, id, viewer, session)
        if version is not None:
            engine.expect_version(letter, version)
        many = sum(attempt.result in FAILED for attempt in attempts_of(session, id))
        if many < ENOUGH:
            raise GuardRefused(
                f"只登记了 {many} 次没有送到的经过，至少送达 {ENOUGH} 次未成的才能登记送达未成。"
            )
        engine.apply(letter, "service_failed", viewer=viewer, at=at, data={**data, "attempts": many})
        return letter


def _check(told: Told, at: datetime) -> None:
    """What each result has to tell besides, and that it has happened."""
    result, served_on = told.data.get("result"), told.data.get("served_on")
    faults: dict[str, str] = {}
    if told.data["tried_at"] > at:
        faults["tried_at"] = "时间不能晚于现在，请填写实际送达的时间"
    if served_on and served_on > local_day(at):
        faults["served_on"] = "送达日期不能晚于今天，以送达回证为准"
    if result == TAKEN and not told.text("receiver"):
        faults["receiver"] = "请填写签收人姓名和职务"
    if result == REFUSED and not (told.text("service_witnesses") or told.photos):
        faults["service_witnesses"] = "拒收留置的，请写见证人姓名，或者拍照上传"
    if result in {REFUSED, *FAILED} and not told.text("note"):
        faults["note"] = "请写明拒收或者没有送到的原因"
    if result == POSTED and not told.text("delivery_no"):
        faults["delivery_no"] = "请填写邮件单号"
    if faults:
        raise Incomplete(faults)


def _set_out(letter: Notice, told: Told, viewer: Viewer, at: datetime) -> None:
    """Whoever tells of an attempt has set out; nobody has to say so before."""
    action = TO_BE_SERVED.get(letter.state)
    if action:
        data = {"planned_method": told.data["service_method"], "servers": told.data["servers"]}
        engine.apply(letter, action, viewer=viewer, at=at, data=data)
    elif letter.state != "serving":
        raise GuardRefused(f"本函现在是“{letter.stage.label}”，不在送达阶段。")


def _attempt(letter: Notice, told: Told, viewer: Viewer, at: datetime) -> ServiceAttempt:
    return ServiceAttempt(
        matter_id=letter.matter_id,
        proceeding_id=letter.id,
        method=told.data["service_method"],
        result=told.data["result"],
        tried_at=told.data["tried_at"],
        place=told.text("service_place"),
        servers=list(told.data["servers"]),
        receiver=told.text("receiver"),
        witnesses=told.text("service_witnesses"),
        delivery_no=told.text("delivery_no"),
        note=told.text("note"),
        photos=len(told.photos),
        recorded_by=viewer.user_id,
        recorded_at=at,
    )


def _on_record(told: Told) -> dict[str, object]:
    """What the chain keeps: how, when and with what result; names stay in the letter's own rows."""
    return {
        "service_method": dict(choices.SERVICE_METHODS)[told.data["service_method"]],
        "call_result": dict(RESULTS)[told.data["result"]],
        "tried_at": told.data["tried_at"],
        "photos": len(told.photos),
    }


def _served(letter: Notice, told: Told, viewer: Viewer, at: datetime) -> None:
    """The day on the return is day 0 of what follows; a letter to an authority is received by it."""
    day = told.data.get("served_on") or local_day(told.data["tried_at"])
    if "authority_received" in {step.action for step in letter.definition.leaving(letter.state)}:
        if told.data["result"] == REFUSED:
            raise GuardRefused("机关没有签收，不能登记为送达。请按“无人签收”登记经过，改用邮寄送达。")
        data = {"authority_received_on": day, "receiver": told.text("receiver")}
        engine.apply(letter, "authority_received", viewer=viewer, at=at, data=data)
        return
    refused = told.data["result"] == REFUSED
    data = {
        "service_method": "left_at_premises" if refused else told.data["service_method"],
        "served_on": day,
        "service_place": told.text("service_place"),
        "receiver": told.text("receiver") or None,
        "servers": told.data["servers"],
        "service_refused": refused,
        "service_witnesses": told.text("service_witnesses") or None,
        "service_photos": f"照片 {len(told.photos)} 张（存附件）" if told.photos else None,
        "electronic_agreed": bool(told.data.get("electronic_agreed")),
        "delivery_no": told.text("delivery_no") or None,
    }
    engine.apply(letter, "record_service", viewer=viewer, at=at, data=data)
