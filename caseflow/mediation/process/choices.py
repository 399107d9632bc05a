"""The closed sets of answers, as they are stored and as they are read."""

from caseflow.kernel.calendar import WorkingDays
from caseflow.kernel.holding import Cause, Causes

Choices = tuple[tuple[str, str], ...]

ENTERPRISE, PEOPLES, TOWNSHIP = "enterprise", "peoples", "township"

ORG_TYPES: Choices = (
    (ENTERPRISE, "企业劳动争议调解委员会"),
    (PEOPLES, "依法设立的基层人民调解组织"),
    (TOWNSHIP, "乡镇、街道具有劳动争议调解职能的组织"),
)
"""劳动争议调解仲裁法 第十条."""

OWN_INITIATIVE = "committee"

APPLICANTS: Choices = (
    ("worker", "职工申请"),
    ("employer", "用人单位申请"),
    ("both", "双方共同申请"),
    (OWN_INITIATIVE, "调解组织主动调解"),
)

AGREES, REFUSES, SILENT = "agrees", "refuses", "silent"

NEGOTIATION_ANSWERS: Choices = ((AGREES, "愿意协商"), (REFUSES, "拒绝协商"))

CONSENTS: Choices = ((AGREES, "同意调解"), (REFUSES, "明确拒绝"), (SILENT, "没有答复"))

CONTACT_CHANNELS: Choices = (
    ("phone", "电话"),
    ("letter", "书面"),
    ("in_person", "当面"),
    ("message", "短信或APP"),
)

NOT_ACCEPTED: Choices = (("out_of_scope", "不属于受理范围"), ("refused", "一方当事人不同意调解"))

PLACES: Choices = (("on_site", "现场"), ("online", "在线"))

TIMEOUT = "timeout"

FAILURES: Choices = (
    ("refusal", "一方明确拒绝继续调解"),
    ("no_agreement", "未能达成一致"),
    (TIMEOUT, "调解期限届满"),
    ("unreachable", "无法联系当事人"),
)

ORDER_CLAIMS: Choices = (
    ("pay", "拖欠劳动报酬"),
    ("injury_medical", "工伤医疗费"),
    ("severance", "经济补偿"),
    ("damages", "赔偿金"),
)
"""What a payment order may be asked for (劳动争议调解仲裁法 第十六条)."""

ORDER_FINAL = "final"

ORDER_OUTCOMES: Choices = (
    ("refused", "法院不予受理或者驳回"),
    ("objected", "债务人提出异议，督促程序终结"),
    (ORDER_FINAL, "债务人逾期未异议也未履行，可申请执行"),
)

RETENTIONS: Choices = (("permanent", "永久"), ("30_years", "30年"), ("10_years", "10年"))

CAUSES: Causes = (Cause("appraisal", "等待鉴定结论", "登记鉴定结论", WorkingDays(60), proven=True),)
"""Why talks may rest: where the court has commissioned them, an appraisal does not count (MD11)."""
