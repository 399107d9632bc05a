"""The file of a transfer: what was sent, what came back (domain §2.5)."""

from caseflow.casework.catalogues import EVIDENCE, Catalogue, Entry

CATALOGUE = Catalogue(
    (
        Entry(label="移送函", papers=("transfer_letter",), after=("send",)),
        Entry(label="移送材料清单", papers=("transfer_list",)),
        Entry(label="移送的材料", materials=EVIDENCE, proves=("evidence", "evidence_index", "sharing_proof")),
        Entry(label="接收回执", papers=("transfer_receipt",)),
        Entry(label="催办函", papers=("transfer_urging",)),
        Entry(label="会商纪要", papers=("joint_meeting",)),
        Entry(label="办理结果", papers=("transfer_result",)),
    ),
    "本单位规定",
)
