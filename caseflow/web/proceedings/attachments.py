"""The files of a proceeding: their page, the panel of the case page, taking one away (附件)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import attachments, contents
from caseflow.casework.files import File
from caseflow.casework.models import Attachment
from caseflow.casework.uploads import Brought, Upload
from caseflow.casework.wiring import MEGABYTE, wired
from caseflow.kernel.errors import Incomplete, NotFound
from caseflow.kernel.machine import Phase, Process
from caseflow.kernel.roles import Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, may_open
from caseflow.web.proceedings.family import Family, address_of
from caseflow.web.proceedings.file_forms import MeaningForm, UploadForm, WithdrawForm, material_of, said_of
from caseflow.web.proceedings.panels import Panel, Place
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.values import Reader
from caseflow.web.proceedings.views import opened

UPLOAD, SERVE = "add_files", "serve"
TAKES_FILES = frozenset({UPLOAD, SERVE})
"""Pages that files are sent to."""

AT_ONCE = 5
"""Files of the largest size that one request may bring."""

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Row:
    """A file as the page shows it."""

    file: Attachment
    size: str
    proves: str
    uploader: str
    withdrawer: str
    place: str
    address: str


def files(family: Family, id: int) -> str:
    """The files of the proceeding, and those of the others of its matter that the viewer sees."""
    file, _ = opened(family, id)
    form = UploadForm()
    form.offer(file.proceeding.definition)
    return _page(family, id, form)


def contribution(file: File[Any], reader: Reader, at: datetime) -> Panel:
    """The files on the case page; the list comes by itself, so that the page costs no query more."""
    family = file.proceeding.definition.family
    return Panel(Place.ABOUT, "proceedings/files_panel.html", may_open(reader.viewer, f"{family}.{UPLOAD}"))


def panel(family: Family, id: int) -> str:
    """The files as a part of the case page."""
    file, _ = opened(family, id)
    found = attachments.of_proceeding(file.proceeding, current_viewer())
    return render_template(
        "proceedings/files_list.html", id=id, rows=[_row(one, file.proceeding.definition) for one in found]
    )


def add(family: Family, id: int) -> ResponseReturnValue:
    """Keep what was sent and is fit; say of the rest why not."""
    viewer, at = current_viewer(), utcnow()
    file, _ = opened(family, id)
    form = UploadForm()
    form.offer(file.proceeding.definition)
    brought = form.submit(
        lambda data: attachments.attach(
            id,
            _uploads(data["files"]),
            proves=data.get("proves", ""),
            material=material_of(data),
            redacted=bool(data.get("redacted")),
            viewer=viewer,
            at=at,
        )
    )
    if brought and brought.kept:
        flash(f"已上传 {len(brought.kept)} 个附件。", "success")
    if brought and not brought.refused:
        return redirect(url_for(".files", id=id), 303)
    _blame(form, brought)
    return _page(family, id, form), form.status


def download(family: Family, id: int, file_id: int) -> Response:
    """One file, to be kept by whoever asks."""
    return _answer(attachments.opened(file_id, id, viewer=current_viewer(), at=utcnow()), "attachment")


def picture(family: Family, id: int, file_id: int) -> Response:
    """A picture, to be shown."""
    file = attachments.opened(file_id, id, viewer=current_viewer(), at=utcnow())
    if not file.type.shown:
        raise NotFound
    return _answer(file, "inline")


def withdraw(family: Family, id: int, file_id: int) -> ResponseReturnValue:
    """Ask why, and withdraw a file."""
    viewer, at = current_viewer(), utcnow()
    file, now = opened(family, id)
    row = next((r for r in _rows(file.proceeding, viewer) if r.file.id == file_id), None)
    if row is None:
        raise NotFound
    form = WithdrawForm()
    done = form.submit(
        lambda data: attachments.withdraw(file_id, id, reason=data["reason"], viewer=viewer, at=at)
    )
    if done:
        flash(f"已撤下《{done.name}》。", "success")
        return redirect(url_for(".files", id=id), 303)
    page = render_template(
        "proceedings/file_withdraw.html", strip=strip_of(opened(family, id)[0], now), form=form, row=row
    )
    return page, form.status


def describe(family: Family, id: int, file_id: int) -> ResponseReturnValue:
    """Ask what a file is for, and keep it."""
    viewer, at = current_viewer(), utcnow()
    file, now = opened(family, id)
    row = next((r for r in _rows(file.proceeding, viewer) if r.file.id == file_id), None)
    if row is None or row.file.proceeding_id != id:
        raise NotFound
    form = MeaningForm(obj=row.file)
    form.offer_answers(file.proceeding.definition)
    if form.submit(
        lambda data: attachments.describe(file_id, id, meaning=form.meaning(data), viewer=viewer, at=at)
    ):
        return redirect(url_for(".files", id=id), 303)
    strip = strip_of(opened(family, id)[0], now)
    return render_template("proceedings/file_describe.html", strip=strip, form=form, row=row), form.status


def move_up(family: Family, id: int, file_id: int) -> ResponseReturnValue:
    """Let a file change places with the one before it."""
    attachments.move(file_id, id, viewer=current_viewer(), at=utcnow())
    return redirect(url_for(".files", id=id, _anchor=f"file-{file_id}"), 303)


def move_down(family: Family, id: int, file_id: int) -> ResponseReturnValue:
    """Let a file change places with the one behind it."""
    attachments.move(file_id, id, down=True, viewer=current_viewer(), at=utcnow())
    return redirect(url_for(".files", id=id, _anchor=f"file-{file_id}"), 303)


def add_uploads(app: Flask) -> None:
    """Let requests that bring files be larger; before CSRF protection reads them."""

    def widen(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if endpoint and endpoint.rpartition(".")[2] in TAKES_FILES:
            request.max_content_length = AT_ONCE * wired().largest_file + MEGABYTE

    app.url_value_preprocessor(widen)


def _uploads(sent: Any) -> list[Upload]:
    return [Upload(file.filename, file.stream) for file in sent]


def _blame(form: UploadForm, brought: Brought | None) -> None:
    if brought:
        faults = "".join(f"《{name}》{reason}" for name, reason in brought.refused)
        form.refusal = Incomplete({"files": faults})
        form.blame(form.refusal.fields)


def _page(family: Family, id: int, form: UploadForm) -> str:
    file, now = opened(family, id)
    filed = file.proceeding.stage.phase is Phase.FILED
    rows = list(_rows(file.proceeding, current_viewer()))
    return render_template(
        "proceedings/files.html",
        strip=strip_of(file, now),
        form=form,
        rows=[row for row in rows if row.file.proceeding_id == id],
        others=[row for row in rows if row.file.proceeding_id != id],
        largest=wired().largest_file,
        may_change=may_open(current_viewer(), f"{family.name}.{UPLOAD}") and not filed,
        filed=filed,
    )


def _rows(proceeding: Any, viewer: Viewer) -> Iterator[Row]:
    """The files of the whole matter."""
    for found in attachments.of_matter(proceeding.matter, viewer):
        yield _row(found, wired().models[found.process].definition, found.number or "未编号")


def _row(found: Any, process: Process, number: str = "") -> Row:
    file = found.Attachment
    return Row(
        file=file,
        size=_size(file.size),
        proves=said_of(file, process),
        uploader=found.uploader,
        withdrawer=found.withdrawer or "",
        place=f"{process.label} {number}",
        address=address_of(process, file.proceeding_id),
    )


def _size(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(size // 1024, 1)} KB"


def _answer(file: Attachment, disposition: str) -> Response:
    """The bytes as they are kept, never run or drawn as a page of this site."""
    answer = Response(stream_with_context(contents.read(file.sha256)), mimetype=file.type.mime)
    answer.content_length = file.size
    answer.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(file.name, safe='')}"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
