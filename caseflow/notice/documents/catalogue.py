"""The files of letters: how the letter came about, the letter, its service, what followed (domain §2.3)."""

from caseflow.casework.catalogues import EVIDENCE, Catalogue, Entry
from caseflow.casework.models import Material

HOUSE = "本单位规定"

_SERVED = ("record_service", "authority_received")

LETTERS = Catalogue(
    (
        Entry(
            label="文书正本",
            papers=("reminder", "opinion", "recommendation"),
            after=("sign_off",),
        ),
        Entry(label="职工名单（保密附件）", papers=("workers_annex",)),
        Entry(label="发文稿纸、审核意见", papers=("notice.发文稿纸", "notice.审核意见", "notice.拟稿")),
        Entry(label="受理告知、不予受理告知", papers=("notice_accepted", "notice_declined")),
        Entry(label="调查笔录", papers=("notice.调查笔录",)),
        Entry(
            label="证据",
            papers=("notice.取证清单",),
            materials=(Material.IDENTITY, *EVIDENCE),
            proves=("evidence", "evidence_index"),
        ),
        Entry(label="送达回证", papers=("service_return",), proves=("service_photos",), after=_SERVED),
        Entry(label="送达情况说明", papers=("service_failed",)),
        Entry(label="延期答复材料", papers=("notice_extension",)),
        Entry(label="催告函", papers=("notice_pressing", "notice.催办函")),
        Entry(label="书面答复", proves=("reply_file",), after=("record_reply",)),
        Entry(
            label="整改核查记录",
            papers=("rectification_check", "notice.整改核查记录"),
            proves=("rectification_evidence",),
            after=("confirm_rectified",),
        ),
        Entry(label="情况说明", papers=("notice.情况说明",)),
        Entry(label="升级审批表", papers=("escalation", "notice.升级审批表")),
        Entry(label="线索移送函", papers=("procuratorate_lead",), after=("refer_procuratorate",)),
        Entry(label="反馈记录", papers=("complainant_feedback",)),
        Entry(label="撤回通知", papers=("revocation",)),
    ),
    HOUSE,
)

PUBLIC = Catalogue(
    (
        Entry(label="文书正本", papers=("public_reminder",), after=("sign_off",)),
        Entry(label="发文稿纸、审核意见", papers=("notice.发文稿纸", "notice.审核意见", "notice.拟稿")),
        Entry(label="发布记录", papers=("notice.发布记录",)),
        Entry(label="撤回通知", papers=("revocation",)),
    ),
    HOUSE,
)
