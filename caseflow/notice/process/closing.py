"""How a letter ends and its file is put away (N14–N16)."""

from caseflow.kernel.guards import no_open_children
from caseflow.kernel.machine import STAY, Datum, Kind, Transition
from caseflow.kernel.roles import Role
from caseflow.notice.process import choices, data
from caseflow.notice.process import guards as g


def revocation(*sources: str) -> Transition:
    """A letter sent in error is called back; its number stays void (N16)."""
    return Transition(
        "revoke",
        "撤回",
        sources,
        "revoked",
        (Role.SIGNATORY,),
        needs=(data.REASON,),
        document="撤回通知",
        ref="N16",
    )


def procuratorate(*sources: str) -> Transition:
    """The procuratorate gets the lead (N14, R4).

    Personal data leave the union only on a stated basis (个人信息保护法 第十三条、第二十三条).
    """
    return Transition(
        "refer_procuratorate",
        "移送检察机关",
        sources,
        "referred_procuratorate",
        (Role.SIGNATORY,),
        guards=(g.fits_the_procuratorate,),
        needs=(
            Datum("employer_uncooperative", "用人单位拒不配合", Kind.CONFIRMED),
            data.SHARING_BASIS,
            Datum("procuratorate", "检察院名称"),
            data.REASON,
        ),
        document="线索移送函",
        ref="N14",
    )


def feedback(*closed: str) -> Transition:
    """A real-name complainant hears the result (N15)."""
    return Transition(
        "feedback_complainant",
        "反馈实名投诉人",
        closed,
        STAY,
        (Role.SUPERVISOR,),
        guards=(g.real_name_is_known,),
        needs=(
            Datum("told_on", "反馈日期", Kind.DATE),
            Datum("told_by", "反馈方式", Kind.CHOICE, choices=choices.TOLD_BY),
            Datum("told", "反馈内容", Kind.TEXT),
        ),
        document="反馈记录",
        ref="N15",
    )


def filing(*closed: str) -> Transition:
    """The archivist files it once nothing is missing (归档, domain §8.5)."""
    return Transition(
        "archive",
        "归档",
        closed,
        "archived",
        (Role.ARCHIVIST,),
        guards=(no_open_children, g.complainant_was_told),
        needs=(
            Datum("complete", "卷内材料齐全", Kind.CONFIRMED),
            Datum("retention", "保管期限", Kind.CHOICE, choices=choices.RETENTIONS),
        ),
        document="卷内目录",
    )
