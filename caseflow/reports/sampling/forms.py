"""What drawing a sample asks for, and looking a case over."""

import secrets
from typing import Any

from wtforms import ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from caseflow.casework import units
from caseflow.kernel.roles import Viewer
from caseflow.reports.periods import Period, UnreadablePeriod
from caseflow.reports.sampling.actions import MOST, Look, Rule
from caseflow.reports.sampling.checklist import CRITERIA, Grade
from caseflow.reports.sampling.models import Strata
from caseflow.web.forms import CheckField, Form, LineField, NumberField, OptionsField, SelectField, TextField
from caseflow.web.forms.fields import offered, whole
from caseflow.web.worklists import choices

LARGEST_SEED = 999_999_999


class DrawForm(Form):
    """The rule of a sample."""

    kind = SelectField("流程", [], validators=[DataRequired("请选择流程")])
    period = LineField(
        "办结时间", [DataRequired("请填写报告期")], description="例如 2026-10、2026Q3、2026年上半年"
    )
    unit_id = SelectField(
        "单位", [], whole, validators=[DataRequired("请选择单位")], description="含下级单位"
    )
    strata = OptionsField(
        "分层", [(one.value, one.label) for one in Strata], validators=[DataRequired("请选择怎样分层")]
    )
    each = OptionsField(
        "数量按",
        [("each", "每层抽这么多"), ("all", "一共抽这么多，各层按比例")],
        validators=[DataRequired("请选择数量怎样算")],
    )
    size = NumberField(
        "抽多少件", [InputRequired("请填写数量"), NumberRange(1, MOST, f"请填写1到{MOST}的整数")]
    )
    seed = NumberField(
        "随机种子",
        [NumberRange(0, LARGEST_SEED, f"请填写0到{LARGEST_SEED}的整数")],
        description="记录在案，同样的规则和种子总是抽到同样的件；一般不用改",
    )

    def offer_to(self, viewer: Viewer, period: Period) -> None:
        """Let the viewer choose among what the viewer sees; a new form has a seed of its own."""
        tree = units.tree(viewer)
        self.kind.choices = [*self.kind.choices, *offered(choices.processes(viewer))]
        self.unit_id.choices = [*self.unit_id.choices, *offered(units.choices(tree))]
        if not self.is_submitted():
            self.seed.data, self.period.data = secrets.randbelow(LARGEST_SEED), period.code
            self.strata.data, self.each.data, self.size.data = Strata.UNIT.value, "all", 10
            self.unit_id.data = tree[0].unit.id if tree else None

    def validate_period(self, field: LineField) -> None:
        """The period must be one."""
        try:
            Period.parse(str(field.data or ""))
        except UnreadablePeriod as fault:
            raise ValidationError(str(fault)) from fault

    def rule(self, given: dict[str, Any]) -> Rule:
        """What was filled in."""
        return Rule(
            process=given["kind"],
            period=Period.parse(given["period"]),
            unit_id=given["unit_id"],
            strata=Strata(given["strata"]),
            each=given["each"] == "each",
            size=given["size"],
            seed=given.get("seed", 0),
        )


class LookForm(Form):
    """What was found in a case; the criteria are added below."""

    finding = TextField(
        "发现的问题和整改要求", [Length(max=2000, message="最多2000字")], description="不写职工和单位的名称"
    )
    returned = CheckField("退回承办人整改")

    def look(self, given: dict[str, Any]) -> Look:
        """What was filled in."""
        grades = {one.code: Grade(given[f"grade_{one.code}"]) for one in CRITERIA}
        return Look(grades=grades, finding=given.get("finding", ""), returned=bool(given.get("returned")))

    @property
    def criteria(self) -> list[Any]:
        """The fields of the checklist."""
        return [self[f"grade_{one.code}"] for one in CRITERIA]


def look_form() -> LookForm:
    """The checklist, nothing chosen."""
    grades = [(grade.value, grade.label) for grade in Grade]
    fields = {
        f"grade_{one.code}": OptionsField(
            f"{one.label}（{one.points}分）",
            grades,
            validators=[DataRequired(f"请评价“{one.label}”")],
            description=one.hint,
        )
        for one in CRITERIA
    }
    made: type[LookForm] = type("ChecklistForm", (LookForm,), fields)
    return made()


class AnswerForm(Form):
    """What the handler has put right."""

    answer = TextField("整改情况", [DataRequired("请填写整改情况"), Length(max=2000, message="最多2000字")])
