"""Why an action on an aid case is refused."""

from caseflow.aid.process.choices import MIGRANT, MIGRANT_MATTERS, NEAR_LIMITATION, STATE, UNION
from caseflow.aid.process.facts import AidFacts
from caseflow.kernel.guards import not_by, not_the_handler, stands_in_barred
from caseflow.kernel.roles import Viewer

REVIEWING = (
    "start_review",
    "ask_supplement",
    "propose_grant",
    "propose_denial",
    "approve",
    "deny",
    "grant_provisional",
    "regularise",
    "regularise_later",
)
"""Whoever did one of these has judged the application and cannot be its lawyer (domain §8.2)."""

DECIDING = ("deny", "terminate", "end_provisional")

not_the_decider = not_by(*DECIDING, because="作出原决定的人不能办理异议审查，请换人办理")
not_the_lawyer = not_the_handler("援助律师不能审核自己承办的案件，请换人办理")


def asked_only_once(facts: AidFacts, _: Viewer) -> str | None:
    """What is missing is asked for once, in one list (法律援助法 第四十三条第二款)."""
    if "ask_supplement" in facts.done_by:
        return "补充材料只能一次性告知，已经发过通知，请按现有材料审查"
    return None


def is_decided_by_the_union(facts: AidFacts, _: Viewer) -> str | None:
    """The union decides on its own aid only (重庆市工会条例 第三十条)."""
    return "司法行政法律援助由法律援助中心决定，请转介" if facts.track == STATE else None


def is_decided_by_the_state(facts: AidFacts, _: Viewer) -> str | None:
    """A case of the union's own aid is not referred (法律援助法 第十三条、第六十八条)."""
    return "本件走工会法律援助，转介前请先改变援助途径" if facts.track == UNION else None


def waiver_fits_the_claim(facts: AidFacts, _: Viewer) -> str | None:
    """Migrant workers are spared the means test for pay and injury claims only (法律援助法 第四十二条)."""
    if facts.means_ground == MIGRANT and facts.matter_type not in (None, *MIGRANT_MATTERS):
        return "进城务工人员免审限于劳动报酬和工伤赔偿，请改选其他经济状况依据"
    return None


def center_has_received(facts: AidFacts, _: Viewer) -> str | None:
    """A referral is filed away only when the centre has confirmed it (L4, 回执)."""
    return None if "record_receipt" in facts.done_by else "尚未登记中心回执，请先登记"


def a_decision_is_proposed(facts: AidFacts, _: Viewer) -> str | None:
    """The head signs or returns only what a reviewer proposed (L5)."""
    proposed = facts.overlays & {"grant_proposed", "denial_proposed"}
    return None if proposed else "审核员尚未提出处理意见"


def is_provisional_in_time(facts: AidFacts, _: Viewer) -> str | None:
    """Fewer than seven days to limitation, when that is the ground (法律援助法 第四十四条第（一）项).

    LD4 ends seven days before the last day, so it has lapsed exactly when fewer than seven are left.
    """
    if facts.provisional_ground == NEAR_LIMITATION and "LD4" not in facts.lapsed:
        return "距时效届满还有七日以上或者届满日未登记，请核对时效届满日或者改选其他情形"
    return None


def lawyer_has_no_conflict(facts: AidFacts, _: Viewer) -> str | None:
    """Nobody is assigned who acts for the employer, or mediates or supervises in the matter.

    重庆市工会条例 第三十条第二款; domain §8.2.
    """
    if facts.handler_id in facts.conflicted_people:
        return "该律师在本案中代理过用人单位，或者担任调解员、监督员，请另行指派"
    return None


def lawyer_did_not_review(facts: AidFacts, viewer: Viewer) -> str | None:
    """The lawyer is none of those who judged the application, nor the one who assigns (domain §8.2)."""
    judges = {viewer.user_id, *facts.doers(*REVIEWING)}
    return "审核人员不能担任本案援助律师，请另行指派" if facts.handler_id in judges else None


def is_the_lawyer(facts: AidFacts, viewer: Viewer) -> str | None:
    """Only the assigned lawyer does the lawyer's work, or who stands in and could be assigned (援助律师)."""
    if facts.handler_id not in (None, *viewer.persons):
        return "由本案援助律师本人办理"
    barred = facts.conflicted_people | facts.doers(*REVIEWING)
    return "您在本案中审核过申请或者另有身份，不能代理援助律师" if stands_in_barred(viewer, barred) else None
