"""With whom the proceeding has lain, as a bar and a table (停留时间)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import render_template, request

from caseflow.casework import clocks
from caseflow.casework.attribution import of_clock, stays_of
from caseflow.casework.files import File
from caseflow.extensions import db
from caseflow.kernel.attribution import Share, Shares, Stay, shares
from caseflow.kernel.calendar import WorkCalendar
from caseflow.kernel.machine import Side
from caseflow.web.proceedings.bars import Segment
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.panels import Panel, Place
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.values import Reader
from caseflow.web.proceedings.views import opened

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Part:
    """What one side had: how long in words, and of the whole in percent."""

    side: Side
    worked: str
    days: str
    percent: int


@dataclass(frozen=True, slots=True)
class Lain:
    """The panel: the times in their order as a bar, the sums, and those of each clock."""

    segments: tuple[Segment, ...]
    parts: tuple[Part, ...]
    says: str
    clocks: tuple[tuple[str, str], ...]


def contribution(file: File[Any], reader: Reader, at: datetime) -> Panel:
    """The place of the times on the case page; they come when it is unfolded, so that it costs no query."""
    return Panel(Place.WORK, "proceedings/stays_panel.html", None)


def stays(family: Family, id: int) -> str:
    """The times of the proceeding up to now, as a part of the case page or on a page of their own."""
    file, now = opened(family, id)
    lain = _lain(file, now.at)
    if "HX-Request" in request.headers:
        return render_template("proceedings/stays.html", lain=lain)
    return render_template("proceedings/stays_page.html", lain=lain, strip=strip_of(file, now))


def _lain(file: File[Any], at: datetime) -> Lain | None:
    """None before any time has passed."""
    found = stays_of(db.session(), [file.proceeding.id], at).get(file.proceeding.id, [])
    if not found:
        return None
    calendar = file.law.calendar
    parts = tuple(parts_of(shares(found, calendar), calendar))
    says = "、".join(f"{part.side.label} {part.worked}" for part in parts)
    return Lain(tuple(_segments(found)), parts, says, tuple(_clocks(file, found, at)))


def parts_of(found: Shares, calendar: WorkCalendar) -> Iterator[Part]:
    """The sums in the words of the screen."""
    whole = sum((share.whole for share in found.values()), timedelta()) or _HOUR
    for side, share in found.items():
        yield Part(side, worked(share, calendar), f"{share.days:.1f}", round(100 * (share.whole / whole)))


def worked(share: Share, calendar: WorkCalendar) -> str:
    """Office hours as working days and hours: 3 个工作日 2 小时."""
    days, rest = divmod(share.worked, day_of(calendar))
    hours = round(rest / _HOUR)
    said = [f"{days} 个工作日"] if days else []
    return " ".join(said + ([f"{hours} 小时"] if hours or not days else []))


def day_of(calendar: WorkCalendar) -> timedelta:
    """The office hours of a working day."""
    spans = calendar.hours.spans
    minutes = sum((b.hour - a.hour) * 60 + b.minute - a.minute for a, b in spans)
    return timedelta(minutes=minutes)


def _segments(found: Sequence[Stay]) -> Iterator[Segment]:
    begin = found[0].since
    whole = found[-1].until - begin or _HOUR
    for stay in found:
        x, width = (stay.since - begin) / whole, (stay.until - stay.since) / whole
        yield Segment(stay.side.value, 100 * x, 100 * width)


def _clocks(file: File[Any], found: Sequence[Stay], at: datetime) -> Iterator[tuple[str, str]]:
    """Each clock with what its time went into."""
    calendar, process = file.law.calendar, file.proceeding.definition
    for clock in clocks.of(file.proceeding, db.session()):
        own = shares(of_clock(found, clock, at), calendar)
        if own:
            said = "、".join(f"{side.label} {worked(share, calendar)}" for side, share in own.items())
            yield process.clock(clock.code).label, said
