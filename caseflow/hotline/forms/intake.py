"""What is asked during a call (来电登记); `sections` says where on the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SubmitField
from wtforms.fields.choices import SelectChoice

from caseflow.casework import candidates
from caseflow.hotline.catalogue import PRIORITIES
from caseflow.hotline.forms import fields as f
from caseflow.hotline.forms.fields import asked, asked_by_step, at_most, fits
from caseflow.hotline.forms.sections import SECTIONS, Section
from caseflow.hotline.forms.told import Told
from caseflow.hotline.matches import Match
from caseflow.hotline.triage import Advice, Proposal
from caseflow.web.forms import ActForm, CheckField, LineField, OnceForm, OptionsField, PhoneField, SelectField
from caseflow.web.forms.fields import offered
from caseflow.web.forms.identity import CreditCodeField, IdNumberField


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with its fields; `unfolded` when something in it was told or is wrong."""

    section: Section
    parts: list[tuple[str, list[Field]]]
    unfolded: bool


class IntakeForm(OnceForm):
    """A call: who speaks, which worker, which employer, what is asked for, what happens next."""

    began = HiddenField()
    suggested = HiddenField()
    suggested_grade = HiddenField()
    look = SubmitField("查找以前的工单")

    channel = asked("channel")
    received_at = asked("received_at")
    upstream_no = asked_by_step("upstream_no")
    upstream_due_on = asked_by_step("upstream_due_on")
    speaker = OptionsField("反映人", f.SPEAKERS)
    anonymous = CheckField("匿名", description="勾选后，姓名和电话可以不填")
    caller_name = LineField("姓名", [at_most(f.NAME)])
    caller_phone = PhoneField("联系电话")
    relation = LineField("与职工的关系", [at_most(50)], description="例如配偶、工友、律师")
    safe_contact = asked("safe_contact")
    wishes_reply = asked("wishes_reply")
    confidential = asked("confidential")
    privacy_notice = CheckField("已告知个人信息处理规则")
    texts_agreed = CheckField("同意接收短信（查询码、办结告知）")

    worker_name = LineField("职工姓名", [at_most(f.NAME)], description="不知道的可以不填")
    worker_phone = PhoneField("职工电话")
    id_number = IdNumberField("身份证号码")
    crowd = SelectField("职工类别", f.CROWDS)
    job = LineField("工种或者岗位", [at_most(f.NAME)])
    address = LineField("住址", [at_most(f.PLACE)])
    others = f.NamesField("其他职工", description="每行一人：姓名、电话，电话可以不填")

    employer_unknown = CheckField("说不清用人单位")
    employer_name = LineField("单位全称", [at_most(f.NAME)])
    credit_code = CreditCodeField("统一社会信用代码")
    employer_address = LineField("单位地址", [at_most(f.PLACE)])
    work_place = asked("work_place")

    service = asked("service")
    category = SelectField("诉求类别", (), validators=[fits("category")])
    category_typed = HiddenField(render_kw={"autocomplete": "off"})
    facts_text = asked("facts_text")
    headcount = asked("headcount")
    amount = asked("amount")
    event_on = asked("event_on")
    other_procedure = asked("other_procedure")
    petition = asked("petition")
    urgent = asked("urgent")
    injured_without_money = CheckField("工伤职工没有治疗费用")
    widely_watched = CheckField("媒体或者领导关注")

    step = OptionsField("怎样处置", f.STEPS)
    priority = OptionsField("优先级", PRIORITIES)
    grade = asked_by_step("grade")
    proposed_unit_id = f.unit_field("proposed_unit_id")
    duplicates_checked = CheckField("不是同一件事，另立新件", render_kw={"data-key": "2"})
    open_now = CheckField("现在立案", description="勾选并填齐申请后直接立案；不勾选的，作为建议交工单管理员")
    answer = asked_by_step("answer")
    knowledge_item = asked_by_step("knowledge_item")
    legal_basis = asked_by_step("legal_basis")
    callback_at = asked_by_step("callback_at")
    callback_about = asked_by_step("callback_about")
    decline_code = asked_by_step("decline_code")
    where_to_go = asked_by_step("where_to_go")

    twins: Sequence[Match] = ()
    child: ActForm | None = None
    unconfirmed = False

    def __init__(self, *, at: datetime, **rest: Any) -> None:
        """A clean form for a call that comes in at that time."""
        clean = {"channel": "call", "speaker": f.SELF, "service": "TS", "step": f.SUBMIT, "headcount": 1}
        clean |= {"received_at": at, "wishes_reply": True, "began": int(at.timestamp())}
        super().__init__(data=clean, **rest)
        self.at = at
        self.category.choices = f.typed_subjects()
        self.proposed_unit_id.choices = [SelectChoice("", "请选择"), *offered(candidates.units())]

    def starts_at(self, name: str) -> None:
        """Where the page puts the cursor."""
        self[name].render_kw = {"autofocus": True}

    def rings(self, number: str) -> None:
        """The telephone exchange says who calls; a number that cannot be read is told beside the field."""
        self.caller_phone.process(MultiDict({"caller_phone": number}))
        self.caller_phone.validate(self)

    def sections(self) -> dict[str, Shown]:
        """The sections of the page by name."""
        return {section.name: self._shown(section) for section in SECTIONS}

    def _shown(self, section: Section) -> Shown:
        parts = [(when, [self[name] for name in names]) for when, names in section.parts]
        return Shown(section, parts, unfolded=any(_told(each) for _, fields in parts for each in fields))

    def consider(self, found: Sequence[Match], proposal: Proposal) -> None:
        """Offer what is proposed unless a person has chosen; `validate` has a new priority confirmed.

        No priority follows from the system's reckoning alone (个人信息保护法 第二十四条).
        """
        self.twins = [match for match in found if match.twin]
        self.unconfirmed = _offer(self.priority, self.suggested, proposal.priority)
        _offer(self.grade, self.suggested_grade, proposal.grade)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and then what the fields say together."""
        good = bool(super().validate(extra_validators)) & (self.child is None or self.child.validate())
        told = self.told()
        faults = {name: fault for name, fault in told.faults(self.at) if not self[name].errors}
        if self.unconfirmed and told.then == f.SUBMIT:
            faults["priority"] = "请确认优先级，已按系统建议选好"
        if "duplicates_checked" in faults:
            faults["duplicates_checked"] = "有未办结的工单，请选择追加，或者勾选另立新件"
        self.blame(faults)
        return good and not faults

    def given(self) -> dict[str, Any]:
        """What was filled in; where no open ticket of the same people is found, nothing is to be compared."""
        values = super().given()
        return values if self.twins else {**values, "duplicates_checked": True}

    def told(self) -> Told:
        """What was filled in, to be read as a call."""
        return Told(self.given())


def _told(field: Field) -> bool:
    """Something is filled in that a clean form does not have, or it is wrong; the time goes on meanwhile."""
    changed = (field.data or None) != (field.object_data or None)
    return bool(field.errors) or (changed and field.name != "received_at")


def _offer(field: Field, before: Field, advice: Advice) -> bool:
    """Choose the proposed option unless a person has chosen one; whether that is still to be confirmed."""
    field.description = f"系统建议{advice.label.partition(' ')[0]}：{advice.reason}"
    changed = False
    if field.data in (None, before.data):
        changed = field.data != advice.value
        field.data = advice.value
    before.data = advice.value
    return changed
