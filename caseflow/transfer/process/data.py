"""What the actions on a transfer ask for; a datum that bears a fact's name sets that fact.

The worker is a party of the matter: names and numbers go into the letter, not into the data of an action.
"""

from dataclasses import replace

from caseflow.kernel.handover import is_unhandled
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Role
from caseflow.transfer.agencies import AGENCY_CHOICES, SUBJECT_CHOICES, Choices

SHARING_BASES: Choices = (
    ("consent", "当事人单独同意（个人信息保护法第二十三条）"),
    ("duty", "履行法定职责（个人信息保护法第十三条第一款第三项）"),
    ("emergency", "紧急情况（个人信息保护法第十三条第一款第四项）"),
)
METHODS: Choices = (("direct", "直接送达"), ("post", "邮寄"), ("platform", "平台流转"))
TOLD_BY: Choices = (
    ("phone", "电话"),
    ("letter", "书面"),
    ("in_person", "当面"),
    ("message", "短信或APP"),
    ("nobody", "没有可告知的职工"),
)
RETENTIONS: Choices = (("permanent", "永久"), ("30_years", "30年"), ("10_years", "10年"))

REASON = Datum("reason", "理由", Kind.TEXT)
OPINION = Datum("opinion", "意见", Kind.TEXT, required=False)

TARGET = (
    Datum("agency", "移送部门", Kind.CHOICE, choices=AGENCY_CHOICES),
    Datum("subject", "移送事项", Kind.CHOICE, choices=SUBJECT_CHOICES),
)
HANDLER = Datum("handler_id", "承办联络员", Kind.PERSON, roles=(Role.LIAISON,))
LETTER = (
    *TARGET,
    Datum("agency_name", "移送部门全称"),
    Datum("clue", "事实和线索", Kind.TEXT),
    Datum("evidence_index", "证据目录", Kind.TEXT),
    Datum("request", "请求事项", Kind.TEXT),
    Datum("expedited", "加急", Kind.YES),
    Datum("sharing_basis", "提供个人信息的依据", Kind.CHOICE, choices=SHARING_BASES),
    Datum("sharing_proof", "同意书编号或者依据条款"),
    replace(HANDLER, required=False, when=is_unhandled),
)
PROPOSAL = (*TARGET, LETTER[3])
REDIRECTION = (*TARGET, LETTER[2], REASON)

DISPATCH = (
    Datum("sent_on", "发出日期", Kind.DATE),
    Datum("sent_by", "送达方式", Kind.CHOICE, choices=METHODS),
    Datum("list_attached", "已附移送材料清单", Kind.CONFIRMED),
    Datum("nothing_privileged", "不含调解笔录等保密内容", Kind.CONFIRMED),
    Datum("unit_id", "协作部门账号", Kind.UNIT, required=False, hint="对方在本系统有账号的选择"),
)
RECEIPT = (
    Datum("received_on", "签收日期", Kind.DATE, hint="以接收回执为准"),
    Datum("receiver", "签收人"),
)
REFUSAL = (
    Datum("refused_on", "退回日期", Kind.DATE),
    REASON,
    Datum("right_agency", "应当受理的部门", Kind.CHOICE, choices=AGENCY_CHOICES),
)
FILING = (
    Datum("filed_on", "立案（受理）日期", Kind.DATE),
    Datum("file_no", "案号", required=False),
)
PROGRESS = (
    Datum("heard_on", "了解日期", Kind.DATE),
    Datum("progress", "办理进展", Kind.TEXT),
)
LONGER = (
    Datum("extension", "延长（天数，单位与期限相同）", Kind.NUMBER, least=1),
    REASON,
)
MEETING = (
    Datum("meeting_on", "会商日期", Kind.DATE),
    Datum("participants", "参加部门"),
)
MINUTES = (
    Datum("minutes", "会商意见", Kind.TEXT),
    Datum("owner_agency", "牵头部门", Kind.CHOICE, choices=AGENCY_CHOICES),
    Datum("action_due_on", "完成日期", Kind.DATE),
)
RESULT = (
    Datum("result_on", "结果日期", Kind.DATE),
    Datum("result", "办理结果", Kind.TEXT),
    Datum("recovered_amount", "追回金额（元）", Kind.MONEY, required=False, least=0),
)
TOLD = (
    Datum("told_on", "告知职工日期", Kind.DATE),
    Datum("told_by", "告知方式", Kind.CHOICE, choices=TOLD_BY),
    Datum("told", "告知内容", Kind.TEXT),
)
FILE = (
    Datum("complete", "卷内材料齐全", Kind.CONFIRMED),
    Datum("retention", "保管期限", Kind.CHOICE, choices=RETENTIONS),
)
