"""The file of a ticket: what was told, what was done, what was answered (domain §2.1)."""

from caseflow.casework.catalogues import EVIDENCE, Catalogue, Entry

CATALOGUE = Catalogue(
    (
        Entry(label="工单", papers=("hotline.工单", "hotline.追加记录")),
        Entry(label="受理告知", papers=("ticket_accepted",)),
        Entry(label="不予受理告知", papers=("ticket_declined",)),
        Entry(label="派单（交办）通知", papers=("dispatch_notice",)),
        Entry(label="证据", materials=EVIDENCE, proves=("evidence", "proof")),
        Entry(label="联系、现场记录", papers=("hotline.联系记录", "hotline.现场记录")),
        Entry(label="延期审批表", papers=("extension_form", "hotline.延期告知")),
        Entry(label="催办、督办", papers=("urging_notice", "supervision_notice", "hotline.催办答复")),
        Entry(label="办理情况反馈单", papers=("hotline.办理情况反馈单", "hotline.咨询答复记录")),
        Entry(label="审核意见", papers=("hotline.审核意见",)),
        Entry(label="回访记录", papers=("hotline.回访记录",)),
        Entry(label="仲裁指引单", papers=("arbitration_guidance",)),
    ),
    "本单位规定",
)
