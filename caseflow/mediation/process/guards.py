"""Why an action on a mediation is refused."""

from caseflow.kernel.guards import before_lapse_of, stands_in_barred
from caseflow.kernel.roles import Viewer
from caseflow.mediation.process.choices import (
    ORDER_FINAL,
    OWN_INITIATIVE,
    PEOPLES,
    REFUSES,
    SILENT,
    TIMEOUT,
)
from caseflow.mediation.process.facts import MediationFacts
from caseflow.mediation.process.instalments import fault, read

TIME_LIMITS = frozenset({"MD4", "MD4p", "MD4x", "MD4y", "MD11c", "MD12"})
"""The clocks that end the mediation (domain §2.4)."""

COLLECTIVE_PANEL = 2
"""Mediators at least, when the dispute is collective (R6)."""

_TOO_LATE = "法定调解期限已届满，视为调解不成，请办理终止"

in_first_period = before_lapse_of("MD4", _TOO_LATE)
in_extended_period = before_lapse_of("MD4x", _TOO_LATE)
in_fifteen_days = before_lapse_of("MD5", "自协议生效已超过十五日，不能再申请仲裁审查，请申请司法确认")
in_thirty_days = before_lapse_of("MD7", "自协议生效已超过三十日，不能再申请司法确认，协议仍有合同效力")


def own_initiative_is_peoples(facts: MediationFacts, _: Viewer) -> str | None:
    """Only a people's mediation body starts without an application (人民调解法 第十七条)."""
    if facts.applicant == OWN_INITIATIVE and facts.org_type not in (None, PEOPLES):
        return "只有人民调解组织可以主动调解，请由当事人申请"
    return None


def both_sides_consent(facts: MediationFacts, _: Viewer) -> str | None:
    """Both sides consent (企业劳动争议协商调解规定 第二十二条).

    For a people's mediation body it is enough that nobody clearly refuses (人民调解法 第十七条).
    """
    if facts.other_party == REFUSES:
        return "对方明确拒绝调解，请办理不予受理"
    if facts.other_party == SILENT and facts.org_type != PEOPLES:
        return "对方尚未同意，须双方同意才能受理，请继续征询或者办理不予受理"
    return None


def negotiation_is_open(facts: MediationFacts, _: Viewer) -> str | None:
    """There is a request to negotiate that can be answered (企业劳动争议协商调解规定 第十条)."""
    return None if facts.negotiation_requested_on else "没有登记协商要求，无需答复"


def mediators_have_no_conflict(facts: MediationFacts, _: Viewer) -> str | None:
    """No mediator is a lawyer or supervisor in the same matter (domain §8.2); issuers have their own rule."""
    if (facts.conflicted_people - facts.opinion_issuers).intersection(facts.panel_ids):
        return "同一案件的律师、监督员不能担任调解员，请另行指定"
    return None


def issuer_is_accepted(facts: MediationFacts, _: Viewer) -> str | None:
    """Whoever issued an 意见书 on the same claim mediates only if both sides accept (house rule, §8.2)."""
    if facts.opinion_issuers.intersection(facts.panel_ids) and not facts.issuer_accepted:
        return "调解员曾就同一请求出具意见书，须双方接受，否则请另行指定"
    return None


def panel_fits_the_dispute(facts: MediationFacts, _: Viewer) -> str | None:
    """A collective dispute has at least two mediators (R6); who presides is one of them."""
    if not facts.panel_ids:
        return None
    if facts.collective and len(set(facts.panel_ids)) < COLLECTIVE_PANEL:
        return f"集体争议至少由{COLLECTIVE_PANEL}名调解员调解"
    if facts.handler_id not in (None, *facts.panel_ids):
        return "主持调解员应在调解员名单之内"
    return None


def is_on_the_panel(facts: MediationFacts, viewer: Viewer) -> str | None:
    """Only the mediators appointed do the mediators' work, or who stands in for one (调解员)."""
    if facts.panel_ids and viewer.persons.isdisjoint(facts.panel_ids):
        return "由本案调解员办理"
    barred = facts.conflicted_people - facts.opinion_issuers
    return "您在本案中另有身份，不能代理调解员" if stands_in_barred(viewer, barred) else None


def appraisal_is_left_out(facts: MediationFacts, _: Viewer) -> str | None:
    """Only in what the court has commissioned does the time of an appraisal not count.

    《人民法院在线调解规则》第二十四条; for other talks both sides have to agree on more time.
    """
    if facts.court_commissioned:
        return None
    return "只有法院委派的调解不计鉴定期间；其他调解请征得双方同意后办理延期"


def represented_workers_consent(facts: MediationFacts, _: Viewer) -> str | None:
    """Representatives settle only with the consent of those they represent.

    R6, on the model of 劳动人事争议仲裁办案规则 第六十三条.
    """
    if facts.collective and facts.represented_consent is False:
        return "集体争议达成协议须经被代表职工书面同意，请先收集签名"
    return None


def instalments_add_up(facts: MediationFacts, _: Viewer) -> str | None:
    """The parts are the whole, and the last one ends the performance (分期履行)."""
    return fault(facts.instalments, facts.agreed_amount, facts.performance_due_on)


def an_instalment_is_open(facts: MediationFacts, _: Viewer) -> str | None:
    """There are parts, and no more of them are paid than there are (分期履行)."""
    many = len(read(facts.instalments))
    if not many:
        return "协议没有分期，履行完毕的请登记履行完毕"
    if (facts.instalments_paid or 0) > many:
        return f"协议一共{many}期，请核对已履行到第几期"
    return None


def time_is_up_when_said(facts: MediationFacts, _: Viewer) -> str | None:
    """Time is a reason to end only once it has run out (企业劳动争议协商调解规定 第二十九条第二款)."""
    run_out = "timeout_proposed" in facts.overlays or facts.lapsed & TIME_LIMITS
    return "调解期限尚未届满，请改选其他原因" if facts.fail_reason == TIMEOUT and not run_out else None


def relation_is_not_found(facts: MediationFacts, _: Viewer) -> str | None:
    """An agreement that finds an employment relation is not reviewed (办案规则 第七十五条)."""
    return "含确认劳动关系内容的协议不能申请仲裁审查，请申请司法确认" if facts.confirms_relation else None


def review_comes_once(facts: MediationFacts, _: Viewer) -> str | None:
    """What the commission refused goes to the court, not to the commission again."""
    return "已申请过仲裁审查，请申请司法确认" if "apply_review" in facts.done_by else None


def is_before_the_court(facts: MediationFacts, _: Viewer) -> str | None:
    """The application went to the court (司法确认)."""
    return None if facts.court_applied_on else "本件申请的是仲裁审查"


def is_before_the_commission(facts: MediationFacts, _: Viewer) -> str | None:
    """The application went to the arbitration commission, and not to the court after it (仲裁审查)."""
    return "本件申请的是司法确认" if facts.court_applied_on else None


def court_is_left(facts: MediationFacts, _: Viewer) -> str | None:
    """After the commission's refusal the court is still open, within the thirty days (MD7)."""
    return "法院已不予确认，可按协议主张权利" if facts.court_applied_on else None


def performance_is_overdue(facts: MediationFacts, _: Viewer) -> str | None:
    """Default needs a day that has passed (劳动争议调解仲裁法 第十五条)."""
    passed = "MD9" in facts.lapsed or "performance_overdue" in facts.overlays
    return "约定的履行期限尚未届满" if facts.performance_due_on and not passed else None


def order_is_open(facts: MediationFacts, _: Viewer) -> str | None:
    """One payment order is asked for; a confirmed agreement needs none (劳动争议调解仲裁法 第十六条)."""
    if facts.confirmed_on:
        return "协议已经确认，请直接申请强制执行"
    return "已申请过支付令" if "apply_order" in facts.done_by else None


def order_is_under_way(facts: MediationFacts, _: Viewer) -> str | None:
    """A payment order was asked for and has not come to an end (民事诉讼法 第二百二十六条)."""
    under_way = facts.order_applied_on and "end_order" not in facts.done_by
    return None if under_way else "没有正在办理的支付令"


def order_is_accepted(facts: MediationFacts, _: Viewer) -> str | None:
    """The court has taken the application on before it issues the order (民事诉讼法 第二百二十七条)."""
    return None if facts.order_accepted_on else "法院尚未受理支付令申请"


def order_stood_fifteen_days(facts: MediationFacts, _: Viewer) -> str | None:
    """An order neither paid nor contested in fifteen days is final (民事诉讼法 第二百二十七条)."""
    if facts.order_outcome == ORDER_FINAL and "MD10c" not in facts.lapsed:
        return "债务人收到支付令未满十五日，请待期满"
    return None


def is_enforceable(facts: MediationFacts, _: Viewer) -> str | None:
    """A confirmed agreement or a payment order that stood can be enforced (人民调解法 第三十三条)."""
    if facts.confirmed_on or facts.order_outcome == ORDER_FINAL:
        return None
    return "协议未经确认，不能申请强制执行，可申请支付令或者仲裁"
