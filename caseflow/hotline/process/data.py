"""What the actions on a ticket ask for; a datum that bears a fact's name sets that fact.

Name and phone of the caller and the name of the employer are not asked for here: they are parties of the
matter, sealed at rest, while the data of an action stand in its audit row for good.
"""

from dataclasses import replace

from caseflow.hotline import catalogue
from caseflow.kernel.calendar import WorkingDays
from caseflow.kernel.holding import UNTIL, Cause, Causes, choices, proof
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Role

PETITIONS: catalogue.Choices = (
    ("procedure", "信访事项（应当通过诉讼、仲裁、复议等法定途径处理）"),
    ("examine", "信访事项（第三十一条第六项，调查核实并出具处理意见）"),
)

PROCEDURES: catalogue.Choices = (
    ("none", "没有"),
    ("inspection", "劳动保障监察"),
    ("arbitration", "劳动仲裁"),
    ("suit", "诉讼"),
    ("review", "行政复议"),
    ("petition", "信访"),
)

CAUSES: Causes = (
    Cause("papers", "等待诉求人补充材料", "登记诉求人补充的材料", WorkingDays(10)),
    Cause("appraisal", "等待鉴定或者工伤认定", "登记鉴定或者认定结论", WorkingDays(60), proven=True),
    Cause("procedure", "外部程序正在进行", "登记外部程序的结果", WorkingDays(60), proven=True),
    Cause("unreachable", "联系不上诉求人", "登记已联系上诉求人", WorkingDays(5)),
)

CHILDREN: catalogue.Choices = (
    ("aid", "法律援助"),
    ("notice", "一函两书"),
    ("mediation", "劳动争议调解"),
    ("transfer", "移送协作"),
)

RESOLVED: catalogue.Choices = (("yes", "已解决"), ("no", "未解决"), ("unanswered", "未表态"))

SATISFACTIONS: catalogue.Choices = (
    ("satisfied", "满意"),
    ("basically", "基本满意"),
    ("unsatisfied_explained", "不满意（已依法办理并解释说明）"),
    ("no_opinion", "未评价"),
)

UNSATISFIED: catalogue.Choices = (("unsatisfied", "不满意"), ("no_opinion", "未评价"))

REOPENED_BECAUSE: catalogue.Choices = (("new_facts", "有新的事实"), ("broken_promise", "承诺未兑现"))

RETENTIONS: catalogue.Choices = (("permanent", "永久"), ("30_years", "30年"), ("10_years", "10年"))

REASON = Datum("reason", "理由", Kind.TEXT)
OPINION = Datum("opinion", "意见", Kind.TEXT, required=False)
CALLER_INFORMED = Datum("caller_informed", "已将延期和理由告知诉求人", Kind.CONFIRMED)

PRIORITY = Datum("priority", "优先级", Kind.CHOICE, choices=catalogue.PRIORITIES)

# the appeal (H1)
APPEAL = (
    Datum("channel", "来源渠道", Kind.CHOICE, choices=catalogue.CHANNELS),
    Datum("received_at", "收到时间", Kind.MOMENT),
    Datum("service", "服务类型", Kind.CHOICE, choices=catalogue.SERVICES),
    Datum("category", "诉求类别", Kind.CHOICE, choices=catalogue.CATEGORIES),
    Datum("facts_text", "诉求内容", Kind.TEXT),
    Datum("real_name", "实名反映", Kind.YES, hint="匿名的不勾选"),
    Datum("is_worker_self", "职工本人反映", Kind.YES),
    Datum("employer_known", "知道用人单位", Kind.YES),
    Datum("work_place", "工作地点"),
    Datum("headcount", "涉及人数", Kind.NUMBER, least=1),
    Datum("wishes_reply", "要求回复", Kind.YES),
    Datum("confidential", "要求保密", Kind.YES),
    Datum("urgent", "紧急（危及人身，或者10人以上欠薪聚集）", Kind.YES, required=False),
    Datum("petition", "信访事项", Kind.CHOICE, required=False, choices=PETITIONS, hint="不是信访事项的不选"),
    Datum("other_procedure", "同一诉求的其他程序", Kind.CHOICE, required=False, choices=PROCEDURES),
    Datum("event_on", "事情发生日期", Kind.DATE, required=False, hint="用于推算仲裁时效"),
    Datum("amount", "涉及金额（元）", Kind.MONEY, required=False, least=0),
    Datum("safe_contact", "安全联系方式和时间", required=False),
)
SKETCH = tuple(replace(datum, required=False) for datum in APPEAL)
PRIVACY = Datum("privacy_notice", "已告知个人信息处理规则", Kind.CONFIRMED)
UPSTREAM = (
    Datum("upstream_no", "上级工单编号"),
    Datum("upstream_due_on", "上级要求办结日期", Kind.DATE),
    Datum("privacy_notice", "上级受理时已告知个人信息处理规则", Kind.YES),
)

# the same person calls again about the same thing
REPEAT = (
    Datum("repeat_channel", "来源渠道", Kind.CHOICE, choices=catalogue.CHANNELS),
    Datum("repeat_at", "收到时间", Kind.MOMENT),
    Datum("repeat_text", "这次反映的内容", Kind.TEXT),
    replace(PRIORITY, hint="再次反映的提高一级；P0 只用于紧急情况"),
    Datum("raise_reason", "调整优先级的理由"),
    Datum("urgent", "现在情况紧急（危及人身，或者10人以上欠薪聚集）", Kind.YES, required=False),
)
WISHED_CALL = (
    Datum("callback_at", "约定回拨时间", Kind.MOMENT),
    Datum("callback_about", "回拨时要说的事", required=False),
)

# what is decided at the desk (H2–H5)
ANSWER = (
    Datum("answer", "答复内容", Kind.TEXT),
    Datum("knowledge_item", "知识库条目"),
    Datum("legal_basis", "法律依据"),
)
DECLINE = (
    Datum("decline_code", "不予受理情形", Kind.CHOICE, choices=catalogue.DECLINES),
    Datum("where_to_go", "建议反映的部门和方式", Kind.TEXT),
)
DECLINE_TOLD = (
    Datum("told_on", "告知日期", Kind.DATE),
    Datum("told_by", "告知方式", Kind.CHOICE, choices=catalogue.CONTACTS, hint="实名的应当书面告知"),
)
PRIORITY = Datum(
    "priority", "优先级", Kind.CHOICE, choices=catalogue.PRIORITIES, hint="系统建议，由话务员确认"
)
GRADE = Datum("grade", "工单分级", Kind.CHOICE, choices=catalogue.GRADES)
TRIAGE = (
    replace(PRIORITY, hint="系统建议，由话务员确认"),
    Datum("duplicates_checked", "已查重", Kind.CONFIRMED),
    replace(GRADE, required=False),
    Datum("proposed_unit_id", "属地单位", Kind.UNIT, required=False, hint="供派单参考"),
    Datum("route", "建议转专项", Kind.CHOICE, required=False, choices=CHILDREN),
)
DISPATCH = (
    Datum("unit_id", "主办单位", Kind.UNIT),
    Datum("co_units", "协办单位", required=False),
    GRADE,
    Datum("designated", "经协调确定主办单位，不得退单", Kind.YES, required=False),
    Datum("sanitised_facts", "脱敏事实", Kind.TEXT, required=False, hint="用人单位只能看到这一段"),
)

# what the unit does (H6–H13)
HANDLER = Datum("handler_id", "承办人", Kind.PERSON, roles=(Role.HANDLING_UNIT,))
NO_CONFLICT = Datum("no_conflict", "承办人与本件无利害关系，无需回避", Kind.CONFIRMED)
RETURN = (REASON, Datum("rule", "不属于本单位职责的依据"))
CONTACT = (
    Datum("contacted_at", "联系时间", Kind.MOMENT),
    Datum("contacted_by", "联系方式", Kind.CHOICE, choices=catalogue.CONTACTS),
    Datum("summary", "联系情况", Kind.TEXT),
)
VISIT = (
    Datum("visited_at", "到场时间", Kind.MOMENT),
    Datum("place", "地点"),
    Datum("persons_met", "见到的人"),
    Datum("summary", "现场情况", Kind.TEXT),
)
SUSPENSION = (
    Datum("cause", "挂起原因", Kind.CHOICE, choices=choices(CAUSES)),
    Datum("proof", "证明材料", required=False),
    proof(CAUSES),
    UNTIL,
)
CHILD = (
    Datum("child", "专项类型", Kind.CHOICE, choices=CHILDREN),
    Datum("close_on_child", "专项受理后工单可先行办结", Kind.YES, required=False),
    REASON,
)
RESULT = (
    Datum("findings", "查明事实", Kind.TEXT),
    Datum("measures", "办理措施", Kind.TEXT),
    Datum("result", "办理结果", Kind.TEXT),
    Datum("legal_basis", "法律依据"),
    Datum("told_at", "告知诉求人时间", Kind.MOMENT),
    Datum("told_by", "告知方式", Kind.CHOICE, choices=catalogue.CONTACTS),
    Datum("recovered_amount", "挽回金额（元）", Kind.MONEY, least=0, hint="没有的填0"),
    Datum("persons_helped", "惠及人数", Kind.NUMBER, least=0),
)

# how it ends (H14–H20)
REVIEW = (
    Datum("facts_clear", "事实清楚", Kind.CONFIRMED),
    Datum("all_answered", "诉求逐项答复", Kind.CONFIRMED),
    Datum("basis_right", "依据准确", Kind.CONFIRMED),
    Datum("caller_told", "已告知诉求人", Kind.CONFIRMED),
    OPINION,
)
CALLBACK = (
    Datum("called_at", "回访时间", Kind.MOMENT),
    Datum("reached", "已联系上诉求人", Kind.CONFIRMED),
    Datum("resolved", "是否解决", Kind.CHOICE, choices=RESOLVED),
    Datum("satisfaction", "满意度", Kind.CHOICE, choices=SATISFACTIONS),
    Datum("comment", "诉求人意见", Kind.TEXT, required=False),
)
CALLBACK_REWORK = (
    *CALLBACK[:3],
    Datum("satisfaction", "满意度", Kind.CHOICE, choices=UNSATISFIED),
    REASON,
)
TRIES = (
    Datum("first_try_at", "第一次回访时间", Kind.MOMENT),
    Datum("second_try_at", "第二次回访时间", Kind.MOMENT),
    Datum("third_try_at", "第三次回访时间", Kind.MOMENT, hint="三次回访应当分在两日以上"),
)
MERGER = (
    Datum("master_no", "主工单编号"),
    Datum("same_employer", "同一用人单位", Kind.CONFIRMED),
    Datum("same_fact", "同一事实", Kind.CONFIRMED),
)
FILING = (
    Datum("complete", "卷内材料齐全", Kind.CONFIRMED),
    Datum("retention", "保管期限", Kind.CHOICE, choices=RETENTIONS),
)
