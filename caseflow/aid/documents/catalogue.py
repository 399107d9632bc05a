"""The file of a legal-aid case, in the order in which it comes into being (domain §2.2, §4.8)."""

from caseflow.casework.catalogues import EVIDENCE, Catalogue, Entry
from caseflow.casework.models import Material

CATALOGUE = Catalogue(
    (
        Entry(label="法律援助申请表", papers=("aid_application",), after=("apply",)),
        Entry(label="申请人身份证明", materials=(Material.IDENTITY,), after=("approve", "regularise")),
        Entry(label="经济困难状况说明表", papers=("aid_means",)),
        Entry(label="补充材料通知书", papers=("aid_supplement",), after=("ask_supplement",)),
        Entry(label="先行援助审批表", papers=("aid_provisional",), after=("grant_provisional",)),
        Entry(label="给予法律援助决定书", papers=("aid_granted",), after=("approve", "regularise")),
        Entry(label="不予法律援助决定书", papers=("aid_denied",), after=("deny",)),
        Entry(label="异议审查意见", papers=("aid_objection",)),
        Entry(label="转介（移送）函", papers=("aid_referral",), after=("refer",)),
        Entry(label="指派通知书", papers=("aid_assignment",), after=("assign",)),
        Entry(label="更换法律援助人员材料", papers=("aid_replacement_form", "aid_replacement")),
        Entry(label="委托代理协议", papers=("aid_engagement",), after=("engage",)),
        Entry(label="授权委托书", papers=("aid_power",), materials=(Material.AUTHORITY,), after=("engage",)),
        Entry(label="法律援助公函", papers=("aid_letter",)),
        Entry(label="证据", materials=EVIDENCE, proves=("evidence", "evidence_list")),
        Entry(label="办理情况通报", papers=("aid_progress",)),
        Entry(label="仲裁指引和材料", papers=("arbitration_guidance",)),
        Entry(label="裁决书、判决书、调解书", proves=("instrument",), after=("conclude",)),
        Entry(label="结案报告表", papers=("aid_report",), after=("conclude",)),
        Entry(label="终止法律援助决定书", papers=("aid_terminated",), after=("terminate", "end_provisional")),
        Entry(label="立卷材料清单", papers=("aid_checklist",)),
        Entry(label="补贴审批表", papers=("aid.补贴审批表",)),
    ),
    "本单位规定（参照法律援助文书格式的顺序）",
)
