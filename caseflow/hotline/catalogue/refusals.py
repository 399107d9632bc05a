"""Why a matter may be declined, and what to do for the caller instead (不予受理情形, domain §6.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseflow.hotline.catalogue.lists import Choices
from caseflow.kernel.rules import Mark


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason not to take a matter on, with what to do for the caller instead (不予受理情形)."""

    code: str
    label: str
    advice: str
    basis: str
    mark: Mark


_BEIJING = "《北京市接诉即办工作条例》"
_ZHEJIANG = "《浙江省工会劳动法律监督条例》"
_NEIMENGGU = "《内蒙古自治区工会劳动法律监督条例》"
_JINAN = "《济南市12345市民服务热线条例》"
_WEIFANG = "《潍坊市12345政务服务便民热线条例》"

_REFUSALS = (
    Refusal(
        "NA01",
        "紧急警情、火情、急救",
        "立即转110、119、120、122，必要时三方通话",
        f"参照：{_BEIJING}第十一条",
        Mark.ELSEWHERE,
    ),
    Refusal(
        "NA02",
        "同一诉求已在仲裁、诉讼、复议、监察、信访中",
        "告知按原程序办理；仍可申请法律援助",
        f"参照：{_ZHEJIANG}第十七条、{_NEIMENGGU}第十九条、{_WEIFANG}第十九条、{_BEIJING}第十一条",
        Mark.ELSEWHERE,
    ),
    Refusal(
        "NA03",
        "已有生效判决、裁决或者调解书",
        "说明申请执行或者再审的途径",
        "《劳动人事争议仲裁办案规则》第三十四条",
        Mark.STATUTE,
    ),
    Refusal(
        "NA04",
        "不属于劳动争议（社保机构待遇发放、住房改革、鉴定结论异议、家政、个体工匠学徒、农户雇工）",
        "告知主管部门或者诉讼途径",
        "《最高人民法院关于审理劳动争议案件适用法律问题的解释（一）》第二条",
        Mark.STATUTE,
    ),
    Refusal(
        "NA05",
        "公务员、参照公务员法管理人员、军人",
        "告知公务员主管部门或者所属单位",
        "《重庆市职工权益保障条例》第二条、《劳动人事争议仲裁办案规则》第二条",
        Mark.STATUTE,
    ),
    Refusal(
        "NA06",
        "纯劳务、合伙、承包，没有用工事实",
        "先核实是否存在劳动关系（0201）；确无的告知民事途径",
        "本单位规定",
        Mark.HOUSE,
    ),
    Refusal(
        "NA07",
        "属于其他地区工会",
        "转当地工会，并告知诉求人",
        "《信访工作条例》第二十三条",
        Mark.STATUTE,
    ),
    Refusal(
        "NA08",
        "没有单位、没有事实，且三次联系不上",
        "作为线索留存",
        "本单位规定",
        Mark.HOUSE,
    ),
    Refusal(
        "NA09",
        "同一事实已答复，没有新情况",
        "再次解释说明",
        f"参照：{_JINAN}第二十五条",
        Mark.ELSEWHERE,
    ),
    Refusal(
        "NA10",
        "涉及国家秘密、商业秘密、个人隐私，或者内容违法、辱骂",
        "说明理由，不予受理",
        f"参照：{_BEIJING}第十一条、{_WEIFANG}第十九条",
        Mark.ELSEWHERE,
    ),
    Refusal(
        "NA11",
        "其他行政事项（12345受理范围）",
        "告知电话并转送",
        "本单位规定",
        Mark.HOUSE,
    ),
)

REFUSALS: Mapping[str, Refusal] = MappingProxyType({each.code: each for each in _REFUSALS})
"""By code; whoever declines sees advice and basis beside the reason."""

DECLINES: Choices = tuple((each.code, f"{each.code} {each.label}") for each in _REFUSALS)
