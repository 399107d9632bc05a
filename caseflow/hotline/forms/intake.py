"""What is asked during a call, section by section (来电登记)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from wtforms import Field, HiddenField, SubmitField

from caseflow.hotline.catalogue import PRIORITIES
from caseflow.hotline.forms import fields as f
from caseflow.hotline.forms.fields import asked, asked_by_step, at_most, fits
from caseflow.hotline.forms.told import Told
from caseflow.hotline.triage import Advice
from caseflow.web.forms import CheckField, LineField, OnceForm, OptionsField, PhoneField, SelectField
from caseflow.web.forms.identity import CreditCodeField, IdNumberField

Part = tuple[str, list[Field]]

SECTIONS = {
    "来电人": (
        ("", ("channel", "received_at")),
        ("upstream", ("upstream_no", "upstream_due_on")),
        ("", ("speaker", "anonymous")),
        ("", ("caller_name", "caller_phone", "safe_contact")),
        ("other", ("relation",)),
        ("", ("wishes_reply", "confidential", "privacy_notice")),
    ),
    "职工": (
        ("other", ("worker_name", "worker_phone")),
        ("", ("id_number", "crowd", "job", "address", "others")),
    ),
    "单位": (("", ("employer_name", "credit_code", "employer_address", "work_place", "employer_unknown")),),
    "诉求": (
        ("", ("service", "category", "facts_text", "headcount", "amount", "event_on", "other_procedure")),
        ("", ("petition", "urgent", "injured_without_money", "widely_watched")),
    ),
    "处置": (
        ("", ("step",)),
        ("submit", ("priority", "duplicates_checked")),
        ("answer", ("answer", "knowledge_item", "legal_basis")),
        ("decline", ("decline_code", "where_to_go")),
    ),
}
"""The fields under the heads of the page. A part with a name is shown when another answer calls for it."""


class IntakeForm(OnceForm):
    """A call: who speaks, which worker, which employer, what is asked for, what happens next."""

    suggested = HiddenField()
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
    privacy_notice = CheckField("已告知个人信息处理规则", description="按“告知来电人”的内容告知后勾选")

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
    category = SelectField("诉求类别", f.SUBJECTS_BY_GROUP, validators=[fits("category")])
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
    priority = OptionsField("优先级", PRIORITIES, description="查找或者登记时系统给出建议，由您确认")
    duplicates_checked = asked_by_step("duplicates_checked")
    answer = asked_by_step("answer")
    knowledge_item = asked_by_step("knowledge_item")
    legal_basis = asked_by_step("legal_basis")
    decline_code = asked_by_step("decline_code")
    where_to_go = asked_by_step("where_to_go")

    unconfirmed = False

    def __init__(self, *, at: datetime, **rest: Any) -> None:
        """A clean form for a call that comes in at that time."""
        clean = {"channel": "call", "speaker": f.SELF, "step": f.SUBMIT, "headcount": 1, "wishes_reply": True}
        super().__init__(data={"received_at": at, **clean}, **rest)
        self.at = at

    def sections(self) -> Iterator[tuple[str, list[Part]]]:
        """The parts of the page under each head."""
        for title, parts in SECTIONS.items():
            yield title, [(when, [self[name] for name in names]) for when, names in parts]

    def suggest(self, advice: Advice) -> None:
        """Offer a priority unless a person has chosen one; `validate` has what was offered confirmed.

        No priority follows from the system's reckoning alone (个人信息保护法 第二十四条).
        """
        self.priority.description = f"系统建议{advice.value}：{advice.reason}"
        if self.priority.data in (None, self.suggested.data):
            self.unconfirmed = self.priority.data != advice.value
            self.priority.data = advice.value
        self.suggested.data = advice.value

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and then what the fields say together."""
        good = bool(super().validate(extra_validators))
        told = self.told()
        faults = {name: fault for name, fault in told.faults(self.at) if not self[name].errors}
        if self.unconfirmed and told.then == f.SUBMIT:
            faults["priority"] = "请确认优先级，已按系统建议选好"
        self.blame(faults)
        return good and not faults

    def told(self) -> Told:
        """What was filled in, to be read as a call."""
        return Told(self.given())
