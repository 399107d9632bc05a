"""What may happen to the limitation of a claim, what that does and by which article (时效事件)."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseflow.calculators.limitation import Effect

ACT = "《劳动争议调解仲裁法》"
TRIBUNAL_RULES = "《劳动人事争议仲裁办案规则》"
MEDIATION_RULES = "《企业劳动争议协商调解规定》"


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of limitation event; `note` is what to mind before it is confirmed."""

    label: str
    effect: Effect
    basis: str
    note: str = ""


KINDS: Mapping[str, EventKind] = {
    "knew": EventKind("知道或应当知道权利被侵害", Effect.START, f"{ACT}第二十七条第一款"),
    "employment_ended": EventKind("劳动关系终止（拖欠报酬）", Effect.START, f"{ACT}第二十七条第四款"),
    "hotline_call": EventKind(
        "拨打热线反映",
        Effect.NOTHING,
        f"{TRIBUNAL_RULES}第二十七条",
        "拨打热线不是中断事由：没有向用人单位主张权利，热线也不是权利救济部门",
    ),
    "notice_served": EventKind(
        "工会文书送达用人单位",
        Effect.RESTART,
        f"{ACT}第二十七条第二款",
        "文书写明职工本人请求的，才可能算主张权利",
    ),
    "claimed": EventKind("职工向用人单位主张权利（协商）", Effect.RESTART, f"{TRIBUNAL_RULES}第二十七条"),
    "negotiation_unanswered": EventKind(
        "提出协商后五日内单位未答复", Effect.RESTART, f"{MEDIATION_RULES}第三十一条"
    ),
    "negotiation_refused": EventKind("单位拒绝协商", Effect.RESTART, f"{MEDIATION_RULES}第三十一条"),
    "negotiation_expired": EventKind(
        "约定的协商期限届满，未达成一致", Effect.RESTART, f"{MEDIATION_RULES}第三十一条"
    ),
    "settlement_unpaid": EventKind("和解协议到期未履行", Effect.RESTART, f"{MEDIATION_RULES}第三十一条"),
    "employer_agreed": EventKind("用人单位同意履行", Effect.RESTART, f"{TRIBUNAL_RULES}第二十七条"),
    "mediation_applied": EventKind("申请调解", Effect.RESTART, f"{TRIBUNAL_RULES}第二十七条"),
    "mediation_refused": EventKind("调解被拒绝", Effect.RESTART, f"{MEDIATION_RULES}第三十一条"),
    "mediation_stopped": EventKind("调解终止或期满未成", Effect.RESTART, f"{MEDIATION_RULES}第三十一条"),
    "agreement_unpaid": EventKind("调解协议到期未履行", Effect.RESTART, f"{MEDIATION_RULES}第三十一条"),
    "filed_with_authority": EventKind(
        "向有关部门请求权利救济", Effect.RESTART, f"{TRIBUNAL_RULES}第二十七条"
    ),
    "filed_for_award": EventKind(
        "申请仲裁、提起诉讼或者申请支付令", Effect.RESTART, f"{TRIBUNAL_RULES}第二十七条"
    ),
    "force_majeure": EventKind("不可抗力或者其他正当理由", Effect.SUSPEND, f"{ACT}第二十七条第三款"),
    "no_guardian": EventKind(
        "无民事行为能力人、限制民事行为能力人没有法定代理人", Effect.SUSPEND, f"{TRIBUNAL_RULES}第二十八条"
    ),
    "still_employed": EventKind(
        "劳动关系存续，因拖欠劳动报酬发生争议",
        Effect.HOLDS,
        f"{ACT}第二十七条第四款",
        "只有拖欠劳动报酬的争议，在劳动关系存续期间不受一年限制；其他请求照常起算",
    ),
}
