"""The file of a 督办件 (domain §2.1, 督办)."""

from caseflow.casework.catalogues import Catalogue, Entry

CATALOGUE = Catalogue(
    (
        Entry(label="督办通知书", papers=("supervision.督办通知书",)),
        Entry(label="进展报告", papers=("supervision.进展报告",)),
        Entry(label="办理情况报告", papers=("supervision.督办事项办理情况报告",)),
        Entry(label="督办销号单", papers=("supervision.督办销号单",)),
    ),
    "本单位规定",
)
