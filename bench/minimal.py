"""The least that the measured pages can cost: Flask, SQLAlchemy Core and the same rows in the same tables.

Nobody signs in, no form is checked, no right is asked for, nothing is reckoned: each page runs the statements
that its work cannot do without and draws the result. `DATABASE_URL` names the database.
"""

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from bench.bare_search import Finder, new_document
from caseflow.casework.db import prepare
from caseflow.casework.models import SearchDocument
from caseflow.casework.urgency import Weight, urgency

Row = Mapping[str, Any]

TABLES = (
    *("matter", "party", "proceeding", "ticket", "running_clock", "audit_event", "involvement"),
    *("limitation_event", "number_series", "unit", "user"),
)
PAGE = 50
NEW = "register"

FRAME = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1>%s</body></html>"""

QUEUE = (
    FRAME
    % """<table>
{% for row in rows %}<tr><td><a href="/cases/{{ row.id }}">{{ row.number }}</a></td><td>{{ row.state }}</td>
<td>{{ row.next_due_at }}</td><td>{{ row.worker }}</td><td>{{ row.employer }}</td><td>{{ row.category }}</td>
<td>{{ row.priority }}</td><td>{{ row.unit }}</td><td>{{ row.handler or "" }}</td><td>{{ row.card }}</td></tr>
{% endfor %}</table>"""
)

FOUND = (
    FRAME
    % """<p>{{ count }}</p><table>
{% for row in rows %}<tr><td><a href="/cases/{{ row.id }}">{{ row.number }}</a></td><td>{{ row.state }}</td>
<td>{{ row.opened_at }}</td><td>{{ row.worker }}</td><td>{{ row.employer }}</td><td>{{ row.category }}</td>
<td>{{ row.unit }}</td><td>{{ row.text }}</td></tr>{% endfor %}</table>"""
)

CASE = (
    FRAME
    % """<p>{{ case.state }} {{ case.unit }} {{ case.handler or "" }}</p><p>{{ case.facts_text }}</p>
<ul>{% for row in parties %}<li>{{ row.kind }} {{ row.name }} {{ row.job }}</li>{% endfor %}</ul>
<ul>{% for row in clocks %}<li>{{ row.code }} {{ row.started_at }} {{ row.due_on }}
{{ row.basis }}</li>{% endfor %}</ul>
<ul>{% for row in related %}<li>{{ row.process }} {{ row.number }} {{ row.state }}</li>{% endfor %}</ul>
<ul>{% for row in events %}<li>{{ row.at }} {{ row.actor }} {{ row.action }}
{% for name, value in row.data.items() %}{{ name }}：{{ value }} {% endfor %}</li>{% endfor %}</ul>"""
)


class Casebook:
    """The statements of the pages, made once."""

    def __init__(self, engine: Engine) -> None:
        metadata = sa.MetaData()
        metadata.reflect(engine, only=TABLES)
        self.t = metadata.tables
        self.insert: Any = {"postgresql": postgresql, "sqlite": sqlite}[engine.dialect.name].insert
        p, m = self.t["proceeding"], self.t["matter"]
        self.queue = (
            self._with_names(p.c.card, p.c.opened_at)
            .where(p.c.open, p.c.urgency.is_not(None))
            .order_by(p.c.urgency, p.c.id)
            .limit(PAGE + 1)
        )
        id = sa.bindparam("id", type_=sa.Integer)
        self.case = self._with_names(p.c.matter_id, p.c.version, m.c.facts_text).where(p.c.id == id)
        self.parties = self._of("party", "matter_id", "id")
        self.clocks = self._of("running_clock", "proceeding_id", "id")
        self.events = self._of("audit_event", "proceeding_id", "at")
        self.related = self._of("proceeding", "matter_id", "id")

    def _with_names(self, *more: Any) -> sa.Select[*tuple[Any, ...]]:
        p, m, unit, user = (self.t[name] for name in ("proceeding", "matter", "unit", "user"))
        worker, employer = self.t["party"].alias(), self.t["party"].alias()
        names = (worker.c.name.label("worker"), employer.c.name.label("employer"), unit.c.name.label("unit"))
        own = (p.c.id, p.c.number, p.c.state, p.c.next_due_at, m.c.category, m.c.priority)
        return (
            sa.select(*own, *names, user.c.name.label("handler"), *more)
            .join_from(p, m, m.c.id == p.c.matter_id)
            .join(unit, unit.c.id == p.c.unit_id)
            .outerjoin(user, user.c.id == p.c.handler_id)
            .outerjoin(worker, worker.c.id == m.c.worker_id)
            .outerjoin(employer, employer.c.id == m.c.employer_id)
        )

    def _of(self, table: str, owner: str, order: str) -> sa.Select[*tuple[Any, ...]]:
        found = self.t[table]
        return sa.select(found).where(found.c[owner] == sa.bindparam("id")).order_by(found.c[order])

    def register(self, connection: Connection, form: Row, at: datetime) -> int:
        """A matter, its two parties, a ticket with its number, a clock and the first link of the history."""
        number = self._number(connection)
        matter_id = self._add(connection, "matter", new_matter(form, at))
        parties = (
            sa.insert(self.t["party"]).values(new_parties(form, matter_id)).returning(self.t["party"].c.id)
        )
        worker_id, employer_id = connection.scalars(parties).all()
        matter = sa.update(self.t["matter"]).where(self.t["matter"].c.id == matter_id)
        connection.execute(matter.values(worker_id=worker_id, employer_id=employer_id))
        id = self._add(connection, "proceeding", new_proceeding(matter_id, number, at))
        connection.execute(sa.insert(self.t["ticket"]), new_ticket(id, form, at))
        part = {"proceeding_id": id, "user_id": 1, "matter_id": matter_id, "since": at}
        connection.execute(sa.insert(self.t["involvement"]), part)
        connection.execute(sa.insert(self.t["running_clock"]), new_clock(id, "HD2", at))
        connection.execute(sa.insert(self.t["audit_event"]), new_event(id, matter_id, 1, "", dict(form), at))
        connection.execute(sa.insert(self.t["limitation_event"]), new_limitation(matter_id, at))
        told = " ".join((form["facts_text"], form["caller_name"], form["employer_name"]))
        connection.execute(sa.insert(SearchDocument.__table__), new_document(id, number, told))  # type: ignore[arg-type]
        return id

    def _number(self, connection: Connection) -> str:
        series = self.t["number_series"]
        taken = self.insert(series).values(series="minimal", last=1)
        taken = taken.on_conflict_do_update(index_elements=["series"], set_={"last": series.c.last + 1})
        return f"M-{connection.scalars(taken.returning(series.c.last)).one()}"

    def _add(self, connection: Connection, table: str, row: Row) -> int:
        added = connection.execute(sa.insert(self.t[table]), row).inserted_primary_key
        return int(added[0])  # type: ignore[index]

    def move(self, connection: Connection, id: int, form: Row, at: datetime) -> None:
        """Another state if the version still stands, one clock ended and one begun, a link of the history."""
        p, m, c = self.t["proceeding"], self.t["matter"], self.t["running_clock"]
        case = sa.select(p.c.version, m.c.id, m.c.audit_seq, m.c.audit_head).join_from(
            p, m, m.c.id == p.c.matter_id
        )
        version, matter_id, seq, head = connection.execute(case.where(p.c.id == id).with_for_update()).one()
        standing = sa.update(p).where(p.c.id == id, p.c.version == version)
        connection.execute(
            standing.values(
                state=form["target"], state_since=at, next_due_at=at, urgency=place(at), version=version + 1
            )
        )
        ended = sa.update(c).where(c.c.proceeding_id == id, c.c.stopped_at.is_(None))
        connection.execute(ended.values(stopped_at=at, outcome="met", next_stage_at=None))
        connection.execute(sa.insert(c), new_clock(id, "HD8", at))
        event = new_event(id, matter_id, seq + 1, head, dict(form), at)
        connection.execute(sa.insert(self.t["audit_event"]), event)
        chain = sa.update(m).where(m.c.id == matter_id)
        connection.execute(chain.values(audit_seq=seq + 1, audit_head=event["digest"]))


def new_matter(form: Row, at: datetime) -> Row:
    given = {name: form[name] for name in ("category", "work_place", "facts_text")}
    flags = dict.fromkeys(("confidential", "collective", "urgent", "limitation_certain", "imported"), False)
    blank = dict.fromkeys(("region", "sanitised_facts", "other_procedure", "safe_contact", "audit_head"), "")
    own = {"opened_at": at, "unit_id": 1, "headcount": 1, "priority": "P2", "audit_seq": 1}
    return {"token": uuid4().hex} | given | flags | blank | own


def new_parties(form: Row, matter_id: int) -> list[Row]:
    blank = dict.fromkeys(("address", "job", "crowd", "relation"), "")
    common = {"matter_id": matter_id, **blank}
    phone = form["caller_phone"]
    worker = {"kind": "worker", "name": form["caller_name"], "is_caller": True, "phone": None}
    prints = {"phone_index": sha256(phone), "phone_tail": sha256(phone[-4:])}
    employer = {"kind": "employer", "name": form["employer_name"], "is_caller": False}
    unknown = {"phone": None, "phone_index": None, "phone_tail": None}
    return [common | worker | prints, common | employer | unknown]


def place(due: datetime) -> int:
    return urgency(due, Weight.OTHER)


def new_proceeding(matter_id: int, number: str, at: datetime) -> Row:
    due = at + timedelta(hours=2)
    times = {"opened_at": at, "state_since": at, "next_due_at": due, "urgency": place(due)}
    own = {"process": "ticket", "state": "registered", "open": True, "unit_id": 1, "version": 1}
    rest = {"overlays": [], "done_by": {NEW: [1]}, "card": "", "imported": False}
    return {"matter_id": matter_id, "number": number} | times | own | rest


def new_ticket(id: int, form: Row, at: datetime) -> Row:
    told = {"channel": form["channel"], "service": form["service"], "received_at": at, "real_name": True}
    said = {"is_worker_self": True, "employer_known": True, "wishes_reply": True}
    return {"id": id, "designated": False, "close_on_child": False} | told | said


def new_clock(proceeding_id: int, code: str, at: datetime) -> Row:
    rule = {"code": code, "period": "2h", "basis": "本单位规定", "mark": "house", "rule_version": ""}
    dates = {"started_at": at, "day_zero": at.date(), "nominal_on": at.date(), "due_on": at.date()}
    ends = {"due_at": at + timedelta(hours=2), "next_stage_at": at + timedelta(hours=1)}
    counts = {"extra": 0, "times_extended": 0, "revision": 1, "calendar_version": ""}
    flags = {"provisional": False, "paused": False, "outcome": ""}
    return {"proceeding_id": proceeding_id} | rule | dates | ends | counts | flags


def new_event(proceeding_id: int, matter_id: int, seq: int, head: str, data: Row, at: datetime) -> Row:
    where = {"chain": matter_id, "matter_id": matter_id, "proceeding_id": proceeding_id, "seq": seq}
    what = {"action": NEW, "source": "", "target": "registered", "data": data}
    who = {"actor_id": 1, "actor": "测试", "at": at, "recorded_at": at}
    return where | what | who | {"digest": sha256(f"{head}{where}{what}{who}")}


def new_limitation(matter_id: int, at: datetime) -> Row:
    what = {"kind": "hotline_call", "on": at.date(), "days": 0, "evidence": "热线记录", "certain": False}
    return {"matter_id": matter_id, "recorded_at": at, "recorded_by": 1} | what


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def connect() -> Engine:
    """The engine, with the same settings as caseflow's."""
    url = os.environ["DATABASE_URL"]
    options = {"connect_args": {"options": "-c jit=off"}} if url.startswith("postgresql") else {}
    engine = sa.create_engine(url, **options)
    prepare(engine)
    return engine


def create_app() -> Flask:
    """The five pages."""
    app, engine = Flask("minimal"), connect()
    book, writer = Casebook(engine), engine.execution_options(sqlite_write=True)
    drawn_queue, drawn_case = app.jinja_env.from_string(QUEUE), app.jinja_env.from_string(CASE)
    finder, drawn_found = Finder(engine), app.jinja_env.from_string(FOUND)

    @app.get("/cases")
    def queue() -> str:
        with engine.connect() as connection:
            rows = connection.execute(book.queue).all()
        return drawn_queue.render(title="队列", rows=rows[:PAGE])

    @app.get("/search")
    def search() -> str:
        with engine.connect() as connection:
            rows, count = finder.find(connection, request.args["q"])
        return drawn_found.render(title="搜索", rows=rows, count=count)

    @app.get("/cases/<int:id>")
    def page(id: int) -> str:
        with engine.connect() as connection:
            case = connection.execute(book.case, {"id": id}).one()
            of_matter, own = {"id": case.matter_id}, {"id": id}
            shown = {
                "parties": connection.execute(book.parties, of_matter).all(),
                "clocks": connection.execute(book.clocks, own).all(),
                "events": connection.execute(book.events, own).all(),
                "related": connection.execute(book.related, of_matter).all(),
            }
        return drawn_case.render(title=case.number, case=case, **shown)

    @app.post("/cases")
    def register() -> ResponseReturnValue:
        with writer.begin() as connection:
            id = book.register(connection, request.form, datetime.now(UTC))
        return redirect(f"/cases/{id}", 303)

    @app.post("/cases/<int:id>")
    def move(id: int) -> ResponseReturnValue:
        with writer.begin() as connection:
            book.move(connection, id, request.form, datetime.now(UTC))
        return redirect(f"/cases/{id}", 303)

    return app
