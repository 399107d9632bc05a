"""The file of a mediation, in the order of files of people's mediation (domain §4.7)."""

from caseflow.casework.catalogues import EVIDENCE, Catalogue, Entry
from caseflow.casework.models import Material

CATALOGUE = Catalogue(
    (
        Entry(label="调解申请书或者口头申请笔录", papers=("mediation_application",), after=("apply",)),
        Entry(label="征求意见书", papers=("mediation_consent",)),
        Entry(label="受理通知书", papers=("mediation_accepted",), after=("accept",)),
        Entry(label="不予受理通知书", papers=("mediation_declined",), after=("not_accept",)),
        Entry(label="权利义务告知书", papers=("mediation_rights",), after=("accept",)),
        Entry(label="当事人身份证明", materials=(Material.IDENTITY,), after=("accept",)),
        Entry(label="授权委托书", materials=(Material.AUTHORITY,)),
        Entry(label="指定调解员通知", papers=("mediators_appointed",)),
        Entry(label="证据", materials=EVIDENCE, proves=("evidence", "evidence_list")),
        Entry(label="调解通知", papers=("mediation_summons",)),
        Entry(label="调解笔录", papers=("mediation_minutes",), proves=("notes",), after=("open_session",)),
        Entry(label="延期同意书", papers=("mediation_extension",), after=("extend",)),
        Entry(label="调解协议书", papers=("mediation_agreement",), after=("effect",)),
        Entry(label="调解终止通知书", papers=("mediation_failed",), after=("fail",)),
        Entry(label="撤回申请", papers=("mediation.撤回申请",), after=("withdraw",)),
        Entry(label="履行凭证", proves=("proof",)),
        Entry(label="回访记录", papers=("mediation.回访记录",)),
        Entry(
            label="司法确认、仲裁审查材料",
            papers=("judicial_confirmation", "arbitral_review"),
            after=("apply_judicial", "apply_review"),
        ),
        Entry(
            label="仲裁指引和材料",
            papers=(
                "arbitration_guidance",
                "arbitration_application",
                "arbitration_evidence",
                "matter_timeline",
            ),
        ),
    ),
    "本单位规定（参照人民调解卷宗的排列）",
)
