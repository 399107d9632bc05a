"""What the actions on a letter ask for; one that bears a fact's name sets that fact."""

from dataclasses import replace

from caseflow.kernel.handover import is_unhandled
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Role
from caseflow.notice.process import choices

# where a letter comes from: N1
SOURCE = Datum("source", "线索来源", Kind.CHOICE, choices=choices.SOURCES)
COMPLAINT = (
    Datum("complaint_received_on", "投诉举报收到日", Kind.DATE, required=False, hint="来自投诉举报时填写"),
    Datum("real_name", "实名投诉举报", Kind.YES, required=False),
    Datum("identity_consent", "投诉人书面同意公开身份", Kind.YES, required=False),
)
SUBJECT = (
    Datum("other_procedure", "同一请求的其他程序", Kind.CHOICE, choices=choices.OTHER_PROCEDURES),
    Datum("worker_group", "涉及群体", Kind.CHOICE, required=False, choices=choices.WORKER_GROUPS),
    Datum("mass_dispute", "群体性争议", Kind.CHOICE, required=False, choices=choices.MASS_DISPUTES),
)
HANDLER = Datum(
    "handler_id", "承办监督员", Kind.PERSON, required=False, roles=(Role.SUPERVISOR,), when=is_unhandled
)
NEW_HANDLER = replace(HANDLER, required=True, when=None)

# what it says: N1 and domain §4.2–4.5
EMPLOYER = (
    Datum("employer_name", "用人单位全称", hint="与登记名称一致"),
    Datum("platform_company", "平台企业", Kind.YES, required=False),
)
LEGAL_REPRESENTATIVE = Datum("legal_representative", "法定代表人")
EMPLOYER_ADDRESS = Datum("employer_address", "单位地址")
SANITISED_FACTS = Datum(
    "sanitised_facts", "对外事实（脱敏）", Kind.TEXT, hint="只写可让用人单位看到的内容，不写投诉人身份"
)
LEGAL_BASIS = Datum("legal_basis", "法律依据", Kind.TEXT, hint="至少一条，写明法律名称和条款")
BREACHES = Datum("breaches", "违法情形", Kind.TEXT, hint="逐项写明行为、违反的条款和证据编号")
SUGGESTED = Datum("measures", "提示建议", Kind.TEXT, hint="逐条编号")
DEMANDED = Datum("measures", "整改意见", Kind.TEXT, hint="逐条编号，写明期限")
EXTENT = (
    Datum("headcount", "涉及职工人数", Kind.NUMBER, least=1),
    Datum("amount", "涉及金额（元）", Kind.MONEY, required=False, least=0),
)
REPLY_DAYS = Datum(
    "reply_days", "答复期限（工作日）", Kind.NUMBER, required=False, least=1, hint="不填则按期限规则计算"
)
RECTIFY_BY = Datum("rectify_by", "整改截止日", Kind.DATE)
SELF_CHECK_BY = Datum("rectify_by", "自查整改截止日", Kind.DATE, required=False)
COPY_TO = Datum("copy_to", "抄送", required=False)
CONTACT = Datum("contact", "联系人及电话")

AUTHORITY = Datum("authority", "建议受理机关", Kind.CHOICE, choices=choices.AUTHORITIES)
PRIOR_LETTERS = Datum("prior_letters", "此前文书", Kind.TEXT, hint="写明文号、送达日期和答复情况")
OPINION_REFUSED = Datum("opinion_refused", "附有意见书被拒收的证明", Kind.YES, required=False)
SUGGESTION = Datum("suggestion", "建议", Kind.CHOICE, choices=choices.SUGGESTIONS)
SUGGESTION_DETAIL = Datum("measures", "具体建议", Kind.TEXT)
EVIDENCE_INDEX = Datum("evidence_index", "证据目录", Kind.TEXT)
WORKERS_ANNEX = Datum("workers_annex", "职工名单另附（保密）", Kind.YES, required=False)
FEEDBACK_BY = Datum("feedback_by", "请求反馈日期", Kind.DATE)
SHARING_BASIS = Datum("sharing_basis", "提供个人信息的依据", Kind.CHOICE, choices=choices.SHARING_BASES)

OCCASION = Datum("occasion", "时点", Kind.CHOICE, choices=choices.OCCASIONS)
PURPOSE = Datum("purpose", "提示目的")
AREAS = Datum("areas", "适用片区", Kind.TEXT)
DUTIES = Datum("measures", "依法应尽的义务", Kind.TEXT, hint="逐条编号")
CHANNELS = Datum("channels", "公开渠道", Kind.TEXT, hint="写明媒体、网址、公告栏")
VALID_UNTIL = Datum("valid_until", "有效期至", Kind.DATE)

# what supervisors do on the spot: N2 and N10
NO_CONFLICT = Datum("no_conflict", "参加人员与本案无利害关系，无需回避", Kind.CONFIRMED)
CERTIFICATES = Datum("certificates", "监督员证号", hint="逐人填写")
CERTIFICATES_SHOWN = Datum("certificates_shown", "已出示监督员证", Kind.CONFIRMED)
# two at least, on the model of 浙江省工会劳动法律监督条例 第二十条第二款
INVESTIGATORS = Datum("investigators", "调查监督员", Kind.PEOPLE, roles=(Role.SUPERVISOR,), least=2)
VERIFIERS = Datum("verifiers", "核查监督员", Kind.PEOPLE, roles=(Role.SUPERVISOR,), least=2)

# review and signature: N3 and N4
REVIEWER = Datum("reviewer_id", "法律审核人", Kind.PERSON, roles=(Role.LAWYER,))
BASIS_RIGHT = Datum("basis_right", "法律依据准确", Kind.CONFIRMED)
FACTS_PROVEN = Datum("facts_proven", "事实清楚、证据充分", Kind.CONFIRMED)
UNNAMED = Datum("unnamed", "未出现可识别投诉人的内容", Kind.CONFIRMED)
OPINION = Datum("opinion", "意见", Kind.TEXT, required=False)
REASON = Datum("reason", "理由", Kind.TEXT)

# how it is served: N5 and N6
PLANNED_METHOD = Datum("planned_method", "拟用送达方式", Kind.CHOICE, choices=choices.SERVICE_METHODS)
SERVERS = Datum("servers", "送达人", Kind.PEOPLE, roles=(Role.SUPERVISOR, Role.HANDLING_UNIT), least=2)
SERVICE_RETURN = (
    Datum("service_method", "送达方式", Kind.CHOICE, choices=choices.SERVICE_METHODS),
    Datum("served_on", "送达日期", Kind.DATE, hint="以送达回证为准，次日起算答复期限"),
    Datum("service_place", "送达地点"),
    Datum("receiver", "签收人姓名和职务", required=False),
    SERVERS,
    Datum("service_refused", "对方拒收", Kind.YES, required=False),
    Datum("service_witnesses", "见证人", required=False),
    Datum("service_photos", "照片或录像编号", required=False),
    Datum("electronic_agreed", "对方同意电子送达并确认地址", Kind.YES, required=False),
    Datum("delivery_no", "邮件单号或电子地址", required=False),
)
FAILED_SERVICE = (
    Datum("attempts", "已送达次数", Kind.NUMBER, least=2),
    Datum("next_method", "下一步送达方式", Kind.CHOICE, choices=choices.SERVICE_METHODS),
    REASON,
)

# the answer: N8 to N10
REPLY = (
    Datum("reply_kind", "答复类型", Kind.CHOICE, choices=choices.REPLY_KINDS),
    Datum("replied_on", "答复日期", Kind.DATE, hint="邮寄的以交邮日为准"),
    Datum("reply_summary", "答复要点", Kind.TEXT),
    Datum("reply_file", "书面答复编号"),
)
MORE_TIME = (
    Datum("requested_on", "单位书面申请日期", Kind.DATE),
    Datum("extension", "申请延长天数", Kind.NUMBER, least=1, hint="最多10天，单位与答复期限相同"),
    REASON,
)
CORRECTED = (
    Datum("rectification_evidence", "整改证据", Kind.TEXT, hint="付款、合同、参保等凭证"),
    Datum("recovered_amount", "追回金额（元）", Kind.MONEY, required=False, least=0),
)
