"""The form of a proposed rule, built from what the process declares of its clock."""

from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import Field
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from caseflow.casework.rule_faults import MOST_TIMES, Declared, approvers
from caseflow.casework.rule_words import CARDS, RECIPIENTS, RULE_UNITS
from caseflow.casework.rulebook import Proposal
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import Length as Units
from caseflow.kernel.calendar import Period, SameDay, Until
from caseflow.kernel.calendar.lengths import FIXED
from caseflow.kernel.ladder import Stage
from caseflow.kernel.machine import Clock
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from caseflow.kernel.stages import FARTHEST, MOST
from caseflow.web.forms import DateField, Form, LineField, NumberField, OptionsField, SelectField, TextField

MOVES, STAYS = "moves", "stays"
YES, NO = "yes", "no"
REMIND = "remind"
HALF, BEFORE, ON, AFTER = "half", "before", "on", "after"
WHEN = ((HALF, "期限过半"), (BEFORE, "到期前"), (ON, "到期当日"), (AFTER, "到期后"))

BESIDE = {"period": "amount", "ladder": "when0"}
"""Where the fault of a proposal is put, whose field has another name on the form."""


OTHER = "other"


class PlaceForm(Form):
    """Where something holds: here, around here, everywhere, or in another region by its code."""

    region = OptionsField("适用地区", [], default="")
    region_code = LineField(
        "其他地区的行政区划代码",
        [Length(max=12, message="不超过 12 位")],
        description="选“其他地区”时填写：六位到区县，四位到市，两位到省",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Another region needs its code."""
        fit = bool(super().validate(extra_validators))
        if self.region.data == OTHER and not self.region_code.data:
            self.blame({"region_code": "请填写其他地区的行政区划代码"})
            return False
        return fit

    @property
    def place(self) -> str:
        """The beginning of the codes of the regions where it holds."""
        chosen = self.region_code if self.region.data == OTHER else self.region
        return str(chosen.data or "").strip()

    def blame(self, faults: Mapping[str, str]) -> None:
        """A fault of the region stands beside the box that it was typed into."""
        moved = "region_code" if self.region.data == OTHER else "region"
        super().blame({moved if name == "region" else name: fault for name, fault in faults.items()})


class RuleForm(PlaceForm):
    """What every proposal says; `rule_form` adds what the clock can have."""

    effective_from = DateField(
        "生效日期", [DataRequired("请填写生效日期")], description="从这一天起算的期限按它执行，以前起算的不变"
    )
    mark = OptionsField(
        "依据的性质", [(m.value, m.label) for m in Mark], validators=[DataRequired("请选择依据的性质")]
    )
    basis = LineField(
        "依据",
        [DataRequired("请写明依据"), Length(max=200, message="不超过 200 字")],
        description="文件名称和条款；性质为法律法规的必须写明第几条",
    )
    reason = TextField("修改理由", [DataRequired("请写明修改的理由")])

    code: str
    kept: Clock

    @property
    def proposal(self) -> Proposal:
        """What was filled in."""
        said: dict[str, Any] = self.data
        return Proposal(
            code=self.code,
            period=self._period(),
            effective_from=said["effective_from"],
            basis=said["basis"],
            mark=Mark(said["mark"]),
            reason=said["reason"],
            region=self.place,
            ladder=self._ladder(),
            **dict(self._terms()),
        )

    def _said(self, name: str) -> Any:
        return self[name].data if name in self else None

    def _period(self) -> str:
        unit: str = self["unit"].data
        number = self._said("amount") or ""
        text = unit.format(n=number) if "{n}" in unit else unit
        return text + FIXED if self._said("roll") == STAYS else text

    def _terms(self) -> Iterator[tuple[str, Any]]:
        if "pausable" in self:
            yield "pausable", self["pausable"].data == YES
        if "extension_times" in self:
            times, cap, by = (self._said(f"extension_{name}") for name in ("times", "cap", "by"))
            yield "extension_times", times or 0
            yield "extension_cap", self["unit"].data.format(n=cap) if cap else None
            yield "extension_by", Role(by) if by else None
        if "on_lapse" in self:
            chosen = self["on_lapse"].data
            yield "on_lapse", "" if chosen == REMIND else chosen

    def _ladder(self) -> str | None:
        return " ".join(filter(None, map(self._stage, range(MOST)))) if "when0" in self else None

    def _stage(self, n: int) -> str:
        when, days, to, card = (self._said(f"{name}{n}") for name in STAGE)
        if not when:
            return ""
        offset = {HALF: "half", ON: "0", BEFORE: f"-{days or 0}", AFTER: str(days or 0)}[when]
        return ":".join(filter(None, (offset, to or "", card or "")))

    @property
    def stages(self) -> list[list[Field]]:
        """The rows of the ladder, each with its fields."""
        return [[self[f"{name}{n}"] for name in STAGE] for n in range(MOST)] if "when0" in self else []

    @property
    def terms(self) -> list[list[Field]]:
        """What the rule says beside the ladder: the fields that stand in one row, row by row."""
        rows = [[self[name] for name in row if name in self] for row in TERMS]
        return [row for row in rows if row]

    def blame(self, faults: Any) -> None:
        """Put each fault beside the field it was typed in."""
        renamed = {name: BESIDE.get(name, name) for name in faults}
        here = {name: new if new in self else "unit" for name, new in renamed.items() if name in BESIDE}
        super().blame({here.get(name, name): fault for name, fault in faults.items()})

    def validate(self, extra_validators: Any = None) -> bool:
        """What the units and the stages need together."""
        super().validate(extra_validators)
        if "amount" in self and "{n}" in (self["unit"].data or "") and not self._said("amount"):
            self.blame({"amount": "请填写数量"})
        self.blame(dict(self._stage_faults()))
        return not self.errors

    def _stage_faults(self) -> Iterator[tuple[str, str]]:
        for when, days, to, _ in self.stages:
            if when.data and not to.data:
                yield to.name, "请选择提醒谁"
            if when.data in (BEFORE, AFTER) and not days.data:
                yield days.name, "请填写天数"


STAGE = ("when", "days", "to", "card")
TERMS = (
    ("amount", "unit"),
    ("roll", "pausable"),
    ("extension_times", "extension_cap", "extension_by"),
    ("on_lapse",),
)


def rule_form(known: Declared, now: Clock) -> RuleForm:
    """The form for the clock, filled in with the rule in force."""
    fields = {**dict(_time(now)), **dict(_possible(known, now)), **dict(_stages(now))}
    made = type("ClockRuleForm", (RuleForm,), fields)
    form: RuleForm = made(data=_standing(now))
    form.code, form.kept = now.code, now
    form.region.choices = list(regions())
    for row in form.stages:
        for field, blank in zip(row, ("不用", None, "–", "不亮"), strict=True):
            if blank:
                field.choices = [("", blank), *field.choices[1:]]
    return form


def regions() -> Iterator[tuple[str, str]]:
    """The region of this installation, those around it, everywhere, and any other one."""
    region = wired().region
    for size in (6, 4, 2):
        if len(region) >= size:
            yield region[:size], f"{_SIZES[size]}（{region[:size]}）"
    yield "", "全部地区"
    yield OTHER, "其他地区"


_SIZES = {6: "本区县", 4: "本市", 2: "本省（直辖市）"}


def _time(clock: Clock) -> Iterator[tuple[str, Field]]:
    units = dict(_units(clock))
    if any("{n}" in unit for unit in units):
        faults = [Optional(), NumberRange(1, 9999, "请填写 1 到 9999 的数")]
        yield "amount", NumberField("时长", faults)
    yield "unit", SelectField("单位", list(units.items()), validators=[DataRequired("请选择单位")])
    if any(unit in ROLLING for unit in units):
        choices = [(MOVES, "顺延到下一个工作日"), (STAYS, "不顺延")]
        yield "roll", OptionsField("末日遇休息日", choices, default=MOVES)


ROLLING = {"{n}d", "{n}wd", "{n}m", "until"}


def _units(clock: Clock) -> Iterator[tuple[str, str]]:
    """The units that a rule may use; where the clock may be extended, only its own."""
    given = isinstance(clock.within, Until)
    for unit, label in RULE_UNITS:
        own = unit == unit_of(clock.within)
        if unit.startswith("until") == given and (own or clock.extension is None):
            yield unit, label


def unit_of(period: Period) -> str:
    """The unit of a period as the form names it."""
    if isinstance(period, Units):
        return f"{{n}}{period.code}"
    if isinstance(period, Until) and period.before:
        return f"until-{{n}}{period.before.code}"
    return "same-day" if isinstance(period, SameDay) else "until"


def _possible(known: Declared, now: Clock) -> Iterator[tuple[str, Field]]:
    process, declared = known[0]
    if declared.paused_while:
        yield "pausable", OptionsField("案件暂停时", [(YES, "期限暂停"), (NO, "期限照常计算")])
    if any(now.code in step.extends for step in process.transitions):
        times = [Optional(), NumberRange(0, MOST_TIMES, f"请填写 0 到 {MOST_TIMES} 的数")]
        yield "extension_times", NumberField("可以延期几次", times, description="0 为不能延期")
        yield (
            "extension_cap",
            NumberField("每次最多延长", [Optional()], description="单位与时长相同；不填为不限"),
        )
        roles = [(role.value, role.label) for role in approvers(process)]
        yield "extension_by", SelectField("延期由谁批准", roles)
    if declared.lapses:
        acts = [(action, process.transition(action).label) for action in declared.lapses]
        yield "on_lapse", OptionsField("届满时系统", [*acts, (REMIND, "只提醒")])


def _stages(clock: Clock) -> Iterator[tuple[str, Field]]:
    if not clock.ladder.stages:
        return
    for n in range(MOST):
        yield f"when{n}", SelectField(f"第{n + 1}级时点", WHEN)
        days = [Optional(), NumberRange(1, FARTHEST, f"请填写 1 到 {FARTHEST} 的数")]
        yield f"days{n}", NumberField(f"第{n + 1}级天数", days)
        yield (
            f"to{n}",
            SelectField(f"第{n + 1}级提醒谁", [(r.value, label) for r, label in RECIPIENTS.items()]),
        )
        yield f"card{n}", SelectField(f"第{n + 1}级亮牌", [(c, label) for c, label in CARDS.items() if c])


def _standing(clock: Clock) -> dict[str, Any]:
    """The rule in force as the form says it."""
    period, limit = clock.within, clock.extension
    number = (
        period.n
        if isinstance(period, Units)
        else period.before.n
        if isinstance(period, Until) and period.before
        else None
    )
    return {
        "amount": number,
        "unit": unit_of(period),
        "roll": MOVES if getattr(period, "rolls", True) else STAYS,
        "pausable": YES if clock.paused_while else NO,
        "extension_times": limit.times if limit else 0,
        "extension_cap": limit.cap.n if limit and limit.cap else None,
        "extension_by": limit.by.value if limit and limit.times else None,
        "on_lapse": clock.on_lapse or REMIND,
        "region": wired().region[:6],
        **{
            name: value
            for n, stage in enumerate(clock.ladder.stages)
            for name, value in _stage_said(n, stage)
        },
    }


def _stage_said(n: int, stage: Stage) -> Iterator[tuple[str, Any]]:
    offset = stage.offset
    yield f"when{n}", HALF if offset is None else BEFORE if offset < 0 else AFTER if offset else ON
    yield f"days{n}", abs(offset) if offset else None
    yield f"to{n}", stage.to.value
    yield f"card{n}", stage.card or None
