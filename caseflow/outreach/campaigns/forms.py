"""What the pages of campaigns ask for (专项行动的表单)."""

import re
from typing import Any

from wtforms import Field
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from caseflow.casework import candidates
from caseflow.kernel.roles import Role, Viewer
from caseflow.outreach.campaigns.actions import MOST, Addressee, Plan, Seen
from caseflow.web.forms import (
    DateField,
    LineField,
    NumberField,
    OnceForm,
    PeopleField,
    SelectField,
    TextField,
)
from caseflow.web.forms.fields import offered, whole, word

VISITORS = (Role.SUPERVISOR, Role.HANDLING_UNIT, Role.MANAGER)
MANY = NumberRange(0, 999, "请填写0到999的整数")
_CODE = re.compile(r"[0-9A-Z]{18}")


def _most(n: int) -> Length:
    return Length(max=n, message=f"最多{n}字")


class CampaignForm(OnceForm):
    """What is said of a campaign."""

    name = LineField("行动名称", [DataRequired("请填写行动名称"), _most(60)])
    purpose = TextField("目的和要求", [_most(300)])
    areas = TextField("片区", [DataRequired("请至少填写一个片区")], description="一行一个片区，例如 东城片区")
    begins_on = DateField("开始日期", [DataRequired("请填写开始日期")])
    ends_on = DateField("结束日期", [DataRequired("请填写结束日期")])

    def validate_areas(self, field: Field) -> None:
        """Each area has a name that fits, and there are not too many."""
        found = areas_in(field.data)
        if len(found) > 50 or any(len(area) > 50 for area in found):  # noqa: PLR2004 - as the columns hold
            raise ValidationError("最多50个片区，每个最多50字")

    def plan(self, given: dict[str, Any]) -> Plan:
        """What was filled in."""
        return Plan(**{**given, "areas": areas_in(given["areas"]), "purpose": given.get("purpose", "")})


def areas_in(text: str | None) -> tuple[str, ...]:
    """The areas, each once."""
    return tuple(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))


class TargetsForm(OnceForm):
    """Employers, one to a line."""

    area = SelectField("片区", [], validators=[DataRequired("请选择片区")])
    employers = TextField(
        "单位",
        [DataRequired("请填写单位")],
        description="一行一家：单位全称，统一社会信用代码，地址；后两项可以不填，用逗号或者制表符隔开",
    )

    def offer(self, areas: list[str]) -> None:
        """Let the person choose among the areas of the campaign."""
        self.area.choices = [*self.area.choices, *offered([(area, area) for area in areas])]

    def validate_employers(self, field: Field) -> None:
        """Each line can be read; the first that cannot is named."""
        lines = _lines(field.data)
        if len(lines) > MOST:
            raise ValidationError(f"一次最多{MOST}行")
        for n, cells in enumerate(lines, 1):
            if fault := _fault(cells):
                raise ValidationError(f"第{n}行{fault}")

    def addressees(self, given: dict[str, Any]) -> list[Addressee]:
        """What was filled in."""
        return [
            Addressee(cells[0], given["area"], cells[1].upper() or None, cells[2])
            for cells in _lines(given["employers"])
        ]


def _lines(text: str | None) -> list[list[str]]:
    """Three cells to a line: name, code, address."""
    found = [line for line in (text or "").splitlines() if line.strip()]
    cells = ([cell.strip() for cell in re.split(r"[,，\t]", line, maxsplit=2)] for line in found)
    return [[*row, "", ""][:3] for row in cells]


def _fault(cells: list[str]) -> str:
    name, code, address = cells
    if not name or len(name) > 100:  # noqa: PLR2004 - as the column holds
        return "的单位全称应为1到100字"
    if code and not _CODE.fullmatch(code.upper()):
        return f"的统一社会信用代码“{code[:20]}”不是18位"
    return "的地址最多200字" if len(address) > 200 else ""  # noqa: PLR2004


class VisitForm(OnceForm):
    """What two people saw at an employer."""

    on = DateField("走访日期", [DataRequired("请填写走访日期")])
    persons = PeopleField(
        "走访人员", [], whole, validators=[DataRequired("请选择走访人员")], description="至少两人"
    )
    findings = TextField("情况", [DataRequired("请填写看到的情况"), _most(2000)])
    problems = NumberField("发现问题（个）", [Optional(), MANY])
    fixed = NumberField("已整改（个）", [Optional(), MANY])

    def offer_to(self, viewer: Viewer) -> None:
        """Let the person choose among the people who do such visits."""
        self.persons.choices = offered(candidates.people(viewer, VISITORS))

    def seen(self, given: dict[str, Any], token: str) -> Seen:
        """What was filled in."""
        return Seen(**{"problems": 0, "fixed": 0, **given, "persons": tuple(given["persons"])}, token=token)


class MailingForm(OnceForm):
    """Which model goes to which areas."""

    model = SelectField("样稿", [], whole, validators=[DataRequired("请选择样稿")])
    areas = PeopleField("发给哪些片区", [], word, validators=[DataRequired("请至少选择一个片区")])
