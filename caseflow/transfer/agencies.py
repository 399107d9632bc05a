"""Whom a matter may be transferred to, and with what (协作部门, domain §2.5).

Local agreements name further bodies; those are the agency `other`, with their name in the letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Choices = tuple[tuple[str, str], ...]

SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "wage_arrears": "拖欠劳动报酬",
        "hours": "工时休假",
        "contracts": "劳动合同",
        "child_labour": "使用童工",
        "social_insurance": "社会保险",
        "failed_mediation": "调解不成",
        "arbitration": "仲裁申请材料",
        "collective": "集体争议",
        "suit_mediation": "诉调对接",
        "judicial_confirmation": "司法确认",
        "payment_order": "支付令",
        "preservation": "财产保全",
        "support_suit": "支持起诉",
        "procuratorial_suggestion": "检察建议线索",
        "legal_aid": "国家法律援助",
        "peoples_mediation": "人民调解",
        "lawyer": "律师服务",
        "refusal_to_pay": "涉嫌拒不支付劳动报酬",
        "violence": "暴力、拘禁",
        "construction_arrears": "工程建设领域欠薪",
        "illegal_subcontracting": "违法发包、转包、分包",
        "repeated_petition": "重复信访",
        "stability_risk": "稳定风险",
        "other": "其他",
    }
)
"""What a transfer is about (移送事项)."""


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that takes transfers, what it takes, on which basis, and what to mind before sending."""

    code: str
    label: str
    takes: tuple[str, ...]
    basis: str
    caution: str = ""


_AGENCIES = (
    Agency(
        "inspection",
        "人社部门（劳动保障监察）",
        ("wage_arrears", "hours", "social_insurance", "contracts", "child_labour"),
        "《劳动保障监察条例》第十七条、《重庆市劳动保障监察条例》第二十五条、第三十条",
        "违法行为终止已超过二年的不再查处（《劳动保障监察条例》第二十条）；管辖不符的三个工作日内移送",
    ),
    Agency(
        "arbitration",
        "人社部门（仲裁院）",
        ("failed_mediation", "arbitration", "collective"),
        "《劳动争议调解仲裁法》第二十九条、第四十三条",
        "集体争议优先立案（《劳动人事争议仲裁办案规则》第五条）",
    ),
    Agency(
        "court",
        "人民法院",
        ("suit_mediation", "judicial_confirmation", "payment_order", "preservation"),
        "《民事诉讼法》第二百零五条、第二百二十六条",
    ),
    Agency(
        "procuratorate",
        "人民检察院",
        ("support_suit", "procuratorial_suggestion"),
        "《民事诉讼法》第十五条",
        "由签发人批准",
    ),
    Agency(
        "justice",
        "司法局",
        ("legal_aid", "peoples_mediation", "lawyer"),
        "《法律援助法》第四十三条",
    ),
    Agency(
        "police",
        "公安机关",
        ("refusal_to_pay", "violence"),
        "《保障农民工工资支付条例》第四十一条",
        "涉嫌拒不支付劳动报酬的，一般先由人社部门责令支付再移送",
    ),
    Agency(
        "works",
        "住建、交通、水利部门",
        ("construction_arrears", "illegal_subcontracting"),
        "《保障农民工工资支付条例》第七条、第四十三条",
    ),
    Agency(
        "insurance",
        "社保、税务、医保部门",
        ("social_insurance",),
        "《社会保险法》第六十三条、第八十二条",
    ),
    Agency(
        "petition_office",
        "信访部门",
        ("repeated_petition", "stability_risk"),
        "《信访工作条例》第二十二条、第二十三条",
    ),
    Agency("other", "其他协作部门", tuple(SUBJECTS), "本地协作协议"),
)

AGENCIES: Mapping[str, Agency] = MappingProxyType({each.code: each for each in _AGENCIES})

AGENCY_CHOICES: Choices = tuple((each.code, each.label) for each in _AGENCIES)

SUBJECT_CHOICES: Choices = tuple(SUBJECTS.items())


def takes(agency: str, subject: str) -> bool:
    """Whether a matter of the kind goes to the agency; what fits no kind may go to any."""
    return subject == "other" or subject in AGENCIES[agency].takes
