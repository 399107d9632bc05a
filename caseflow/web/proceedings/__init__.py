"""The pages that every process has."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial, update_wrapper
from typing import Any

from flask import Blueprint

from caseflow.casework.models import Proceeding
from caseflow.casework.presence import EVERY
from caseflow.kernel.roles import Permission
from caseflow.web.access import needs
from caseflow.web.forms import ActForm
from caseflow.web.proceedings import (
    acting,
    attachments,
    beginning,
    codes,
    dossier,
    ended,
    identity,
    limitation,
    notes,
    opening,
    papers,
    presence,
    stays,
    views,
    why,
)
from caseflow.web.proceedings.family import Family, address_of

__all__ = ["address_of", "proceeding_pages"]

GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")
Rule = tuple[str, str, Callable[..., Any], Permission, tuple[str, ...]]
"""Address below the proceeding, endpoint, view, permission, methods."""

FILE = "/files/<int:file_id>"
PAPER = "/papers/<int:document_id>"
PARTY = "/parties/<int:party_id>/reveal"


def proceeding_pages(
    model: type[Proceeding], forms: Mapping[str, type[ActForm]], read: Permission, act: Permission
) -> Blueprint:
    """The pages of a slice under `/<family>/<id>`; the slice adds the few that only it has.

    `forms` are those written by hand, by action; every other form is made from what the action asks for.
    """
    family = Family(model, forms)
    pages = Blueprint(family.name, __name__, url_prefix=f"/{family.name}")
    pages.context_processor(lambda: {"presence_seconds": EVERY // timedelta(seconds=1)})
    rules: tuple[Rule, ...] = (
        ("", "page", views.page, read, GET),
        ("/clocks", "ended", ended.ended, read, GET),
        ("/clocks/<int:clock_id>", "clock", why.clock, read, GET),
        ("/clocks/<int:clock_id>/print", "clock_print", why.clock_print, read, GET),
        ("/diagram", "diagram", views.diagram, read, GET),
        ("/stays", "stays", stays.stays, read, GET),
        ("/act/<action>", "act_on", acting.act_on, act, BOTH),
        ("/open/<process>", "open_from", opening.open_from, read, BOTH),
        ("/suggestions/<int:suggestion_id>/set-aside", "set_aside", opening.set_aside, act, BOTH),
        (PARTY, "reveal", identity.reveal, Permission.REVEAL, BOTH),
        (f"{PARTY}/<int:request_id>", "approve", identity.approve, Permission.APPROVE_REVEAL, POST),
        ("/code", "code", codes.code, Permission.QUERY_CODE, GET),
        ("/code", "give_code", codes.give_code, Permission.QUERY_CODE, POST),
        ("/presence", "present", presence.present, read, POST),
        ("/notes", "notes", notes.write, act, BOTH),
        ("/notes/<int:note_id>", "edit_note", notes.edit, act, BOTH),
        (f"{PARTY}/<int:request_id>/refuse", "refuse", identity.refuse, Permission.APPROVE_REVEAL, BOTH),
        ("/limitation", "limitation", limitation.limitation, read, GET),
        ("/limitation/new", "add_event", limitation.add, Permission.LIMITATION, BOTH),
        ("/limitation/<int:event_id>", "confirm_event", limitation.confirm, Permission.LIMITATION, BOTH),
    )
    for below, endpoint, view, permission, methods in (*rules, *_files(read, act), *_papers(read, act)):
        of_family = _bound(view, family)
        pages.add_url_rule(f"/<int:id>{below}", endpoint, needs(permission)(of_family), methods=methods)
    if family.begins:
        begin = needs(act)(_bound(beginning.begin, family))
        pages.add_url_rule("/new/<process>", "begin", begin, methods=BOTH)
    return pages


def _files(read: Permission, act: Permission) -> tuple[Rule, ...]:
    """The pages of what is attached to a proceeding."""
    return (
        ("/files", "files", attachments.files, read, GET),
        ("/files", attachments.UPLOAD, attachments.add, act, POST),
        ("/files/panel", "files_panel", attachments.panel, read, GET),
        ("/dossier", "dossier", dossier.dossier, read, GET),
        ("/dossier", "bind", dossier.bind, Permission.BUNDLE, POST),
        ("/dossier/gaps/<int:place>", "explain_gap", dossier.explain, act, BOTH),
        ("/dossier/gaps/<int:gap_id>/<answer>", "decide_gap", dossier.decide, Permission.FILE_GAPS, POST),
        (FILE, "download", attachments.download, read, GET),
        (f"{FILE}/picture", "picture", attachments.picture, read, GET),
        (f"{FILE}/withdraw", "withdraw_file", attachments.withdraw, act, BOTH),
        (f"{FILE}/describe", "describe_file", attachments.describe, act, BOTH),
        (f"{FILE}/up", "move_file", attachments.move_up, act, POST),
        (f"{FILE}/down", "move_file_down", attachments.move_down, act, POST),
    )


def _papers(read: Permission, act: Permission) -> tuple[Rule, ...]:
    """The pages of the documents of a proceeding."""
    return (
        ("/papers", "papers", papers.papers, read, GET),
        ("/papers/panel", "papers_panel", papers.panel, read, GET),
        ("/papers/new/<code>", papers.WRITE, papers.write, act, BOTH),
        (PAPER, "paper", papers.paper, read, GET),
        (PAPER, "mend_paper", papers.paper, act, POST),
        (f"{PAPER}/void", "void_paper", papers.void, act, BOTH),
        (f"{PAPER}/picture", "paper_picture", papers.picture, read, GET),
        (f"{PAPER}/pdf", "paper_pdf", papers.pdf, read, GET),
        (f"{PAPER}/docx", "paper_docx", papers.docx, read, GET),
    )


def _bound(view: Callable[..., Any], family: Family) -> Callable[..., Any]:
    """The view for this family; under its own name, which CSRF protection asks for."""
    return update_wrapper(partial(view, family), view)
