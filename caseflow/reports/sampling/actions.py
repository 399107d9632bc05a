"""Drawing a sample, looking a case over, returning it to its handler, and the handler's answer (抽检)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit, User
from caseflow.casework import audit, engine
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.models import Proceeding
from caseflow.casework.notices import announce
from caseflow.casework.queries import find, find_to_change, proceedings_in_scope
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.calendar.instants import DAY
from caseflow.kernel.errors import GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.reports.periods import Period
from caseflow.reports.sampling.checklist import Grade, score, verdict
from caseflow.reports.sampling.drawing import Candidate, digest, draw
from caseflow.reports.sampling.models import QualitySample, SampledCase, Strata

CHECKED, RETURNED, ANSWERED = "quality_checked", "quality_returned", "quality_answered"
"""What the trail of a case says, and the figures count."""

MOST = 500
"""Cases of one sample."""

ALL, NOBODY = "全部", "没有承办人"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Closed cases of a process, a period and a unit: how many of them, in which strata (抽样规则)."""

    process: str
    period: Period
    unit_id: int
    strata: Strata
    each: bool
    size: int
    seed: int


def draw_sample(rule: Rule, *, viewer: Viewer, at: datetime) -> int:
    """Draw the cases and keep which; the sample's id.

    Raises:
        Incomplete: nothing was closed there then, or too many would be drawn.
        NotFound: the unit is out of scope.
    """
    require(viewer, Permission.SAMPLING)
    with transaction() as session:
        found = population(session, rule, viewer)
        drawn = draw(found, rule.size, each=rule.each, seed=rule.seed)
        if not drawn:
            raise Incomplete({"period": f"{rule.period.name}没有办结的件，请换一个报告期、流程或者单位"})
        if len(drawn) > MOST:
            raise Incomplete({"size": f"会抽到{len(drawn)}件，一次最多{MOST}件，请减少数量"})
        sample = QualitySample(
            **_kept(rule), population=len(found), digest=digest(found), drawn_by=viewer.user_id, drawn_at=at
        )
        session.add(sample)
        session.flush()
        _keep_cases(session, sample, drawn)
        told = {"sample": sample.id, **_kept(rule), "population": len(found), "drawn": len(drawn)}
        audit.record(session, None, Deed(action="quality_drawn", viewer=viewer, at=at, data=told))
        return sample.id


def _kept(rule: Rule) -> dict[str, object]:
    return {
        "process": rule.process,
        "first": rule.period.first,
        "last": rule.period.last,
        "unit_id": rule.unit_id,
        "strata": rule.strata,
        "each": rule.each,
        "size": rule.size,
        "seed": rule.seed,
    }


def rule_of(sample: QualitySample) -> Rule:
    """The rule that the sample was drawn by."""
    return Rule(
        process=sample.process,
        period=Period(sample.first, sample.last),
        unit_id=sample.unit_id,
        strata=sample.strata,
        each=sample.each,
        size=sample.size,
        seed=sample.seed,
    )


def population(session: Session, rule: Rule, viewer: Viewer) -> list[Candidate]:
    """Everything that the rule may draw, as far as the viewer sees; ledgers of earlier years are not drawn.

    Raises:
        NotFound: the unit is out of scope.
    """
    unit = find(Unit, rule.unit_id, viewer, session=session)
    begin = datetime.combine(rule.period.first_day, time(), SHANGHAI)
    end = datetime.combine(rule.period.last_day + DAY, time(), SHANGHAI)
    query = (
        sa.select(Proceeding.id, Unit.name, User.name.label("handler"))
        .join(Unit, Unit.id == Proceeding.unit_id)
        .outerjoin(User, User.id == Proceeding.handler_id)
        .where(
            proceedings_in_scope(viewer),
            Proceeding.process == rule.process,
            Proceeding.closed_at >= begin,
            Proceeding.closed_at < end,
            Proceeding.imported.is_(False),
            Unit.path.startswith(unit.path),
        )
    )
    return [Candidate(_stratum(rule.strata, row.name, row.handler), row.id) for row in session.execute(query)]


def _stratum(strata: Strata, unit: str, handler: str | None) -> str:
    return {Strata.NONE: ALL, Strata.UNIT: unit, Strata.HANDLER: handler or NOBODY}[strata]


def _keep_cases(session: Session, sample: QualitySample, drawn: list[Candidate]) -> None:
    ids = [one.id for one in drawn]
    query = sa.select(Proceeding.id, Proceeding.handler_id).where(Proceeding.id.in_(ids))
    handlers = {row.id: row.handler_id for row in session.execute(query)}
    session.add_all(
        SampledCase(
            sample_id=sample.id, proceeding_id=one.id, stratum=one.stratum, handler_id=handlers[one.id]
        )
        for one in drawn
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What somebody found in a case: grades, what is amiss in words, and whether it goes back."""

    grades: Mapping[str, Grade]
    finding: str = ""
    returned: bool = False


def check(id: int, look: Look, *, viewer: Viewer, at: datetime) -> SampledCase:
    """Score a case of a sample; it may go back to the handler, who is told.

    Raises:
        Incomplete: nothing says why it falls short, or there is nobody to return it to.
        GuardRefused: the viewer has handled it, or it was checked before.
        NotFound: it is out of scope.
    """
    require(viewer, Permission.SAMPLING)
    with transaction() as session:
        case, proceeding = _held(session, id, viewer)
        _may_check(case, proceeding, viewer)
        points = score(look.grades)
        _fits(case, look, points)
        case.grades, case.score, case.finding = dict(look.grades), points, look.finding
        case.checked_by, case.checked_at, case.returned = viewer.user_id, at, look.returned
        told = {"sample": case.sample_id, "score": points, "verdict": verdict(points)}
        engine.note(proceeding, CHECKED, viewer=viewer, at=at, data=told)
        if look.returned and case.handler_id:
            _return(session, case, proceeding, viewer, at)
        return case


def _held(session: Session, id: int, viewer: Viewer) -> tuple[SampledCase, Proceeding]:
    case = session.get(SampledCase, id, with_for_update=True)
    if case is None:
        raise NotFound
    process = session.scalar(sa.select(Proceeding.process).where(Proceeding.id == case.proceeding_id)) or ""
    return case, find_to_change(wired().models[process], case.proceeding_id, viewer, session)


def _may_check(case: SampledCase, proceeding: Proceeding, viewer: Viewer) -> None:
    """Who has handled a case does not look it over (承办与检查分离)."""
    if viewer.persons & {case.handler_id, proceeding.handler_id}:
        raise GuardRefused("您是这一件的承办人，请由别人检查")
    if case.score is not None:
        raise GuardRefused("这一件已检查过，结果不能再改；需要复核的请另抽一批")


def _fits(case: SampledCase, look: Look, points: int) -> None:
    if not look.finding and (look.returned or verdict(points) == "fail"):
        raise Incomplete({"finding": "没有达到要求的，请写明发现的问题和整改要求"})
    if look.returned and case.handler_id is None:
        raise Incomplete({"returned": "这一件没有承办人，不能退回"})


def _return(
    session: Session, case: SampledCase, proceeding: Proceeding, viewer: Viewer, at: datetime
) -> None:
    engine.note(proceeding, RETURNED, viewer=viewer, at=at, data={"sample": case.sample_id})
    text = f"{proceeding.number or '未编号'} 抽检退回整改：请看检查发现的问题，整改后回复"
    people = [case.handler_id] if case.handler_id else []
    announce(session, f"{RETURNED}.{case.id}", people, text, about=f"sampled-{case.id}", at=at)


def answer(id: int, text: str, *, viewer: Viewer, at: datetime) -> SampledCase:
    """The handler says what was put right; who has checked the case is told.

    Raises:
        NotFound: nothing was returned to the viewer under that id.
        GuardRefused: it has been answered.
    """
    with transaction() as session:
        case, proceeding = _held(session, id, viewer)
        if not case.returned or case.handler_id not in viewer.persons | {viewer.concerned}:
            raise NotFound
        if case.answered_at:
            raise GuardRefused("这一件已经回复过")
        case.answer, case.answered_by, case.answered_at = text, viewer.user_id, at
        told = {"sample": case.sample_id, "answer": text}
        engine.note(proceeding, ANSWERED, viewer=viewer, at=at, data=told)
        said = f"{proceeding.number or '未编号'} 抽检整改已回复：{viewer.name}"
        checker = [case.checked_by] if case.checked_by else []
        announce(session, f"{ANSWERED}.{case.id}", checker, said, about=f"sampled-{case.id}", at=at)
        return case
