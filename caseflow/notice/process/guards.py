"""Why an action on a letter is refused."""

from caseflow.kernel.calendar import WorkingDays
from caseflow.kernel.guards import not_by
from caseflow.kernel.machine import Extension, Guard
from caseflow.kernel.roles import Role, Viewer
from caseflow.notice.process.facts import NoticeFacts

MORE_TIME = Extension(times=1, cap=WorkingDays(10), by=Role.SIGNATORY)
"""By how much an employer's answer may be put off, where its period is in working days (本单位规定)."""

DRAFTING = ("draft", "revise", "submit_review")
REVIEWING = ("pass_review", "return_draft")
SIGNING = ("sign_off", "refuse_sign")

not_the_drafter = not_by(*DRAFTING, because="起草人不能审核或签发自己起草的文书，请换人办理")
not_the_reviewer = not_by(*REVIEWING, because="法律审核人不能再起草或签发同一文书，请换人办理")
not_the_signatory = not_by(*SIGNING, because="签发人不能再起草或审核同一文书，请换人办理")


def after(*actions: str, because: str) -> Guard:
    """Open only once one of the actions has been taken (先后次序)."""

    def taken(facts: NoticeFacts, _: Viewer) -> str | None:
        return None if facts.done_by.keys() & set(actions) else because

    return taken


def reviewer_is_no_drafter(facts: NoticeFacts, _: Viewer) -> str | None:
    """No drafter of the letter is named as its legal reviewer (拟稿与审核分离, domain §8.2)."""
    drafters = facts.doers(*DRAFTING)
    return "法律审核人不能是起草人，请另行指定" if facts.reviewer_id in drafters else None


def complainant_stays_unnamed(facts: NoticeFacts, _: Viewer) -> str | None:
    """A letter does not give the complainant away without consent (N3).

    House rule on the model of 劳动保障监察条例 第九条第三款 and 信访工作条例 第三十条第三款.
    """
    if facts.identity_found and not facts.identity_consent:
        return "文书中有可识别投诉人的内容，请退回改写，或先取得投诉人书面同意"
    return None


def comments_are_answered(facts: NoticeFacts, _: Viewer) -> str | None:
    """A draft goes back to the lawyer with an answer to each comment (N3)."""
    waiting = facts.comments_unanswered
    return f"还有{waiting}条审核意见没有答复，请在“审核意见”里逐条答复后再提交" if waiting else None


def comments_are_closed(facts: NoticeFacts, _: Viewer) -> str | None:
    """A draft passes once the lawyer has closed every comment (N3)."""
    waiting = facts.comments_open
    return f"还有{waiting}条审核意见没有关闭，请在“审核意见”里逐条关闭，或者退回修改" if waiting else None


def no_other_procedure(facts: NoticeFacts, _: Viewer) -> str | None:
    """No 意见书 beside inspection, arbitration or suit on the same claim (R17).

    House rule on the model of 浙江省工会劳动法律监督条例 第十七条.
    """
    if facts.other_procedure in ("inspection", "arbitration", "suit"):
        return "同一请求已在监察、仲裁或诉讼中，不再并行发意见书，可改为提供法律援助"
    return None


def reminder_came_first(facts: NoticeFacts, _: Viewer) -> str | None:
    """Where the rule is set, an 意见书 follows a 提示函 (内蒙古自治区工会劳动法律监督条例 第二十一条)."""
    if facts.require_reminder_first and facts.parent_kind != "reminder":
        return "本地规定须先发提示函，请从提示函升级"
    return None


def facts_are_proven(facts: NoticeFacts, _: Viewer) -> str | None:
    """An 意见书 rests on facts that two supervisors have found to be true (domain §2.3)."""
    return None if facts.finding in ("proven", "partly") else "请先查清事实，作出属实或部分属实的调查结论"


def issuer_is_county_level(facts: NoticeFacts, _: Viewer) -> str | None:
    """Only a federation of county level or above asks an authority to act.

    House rule on the model of 浙江省工会劳动法律监督条例 第二十三条.
    """
    return "建议书由县级以上总工会发出，请向上级工会申请" if facts.county_level is False else None


def rests_on_an_opinion(facts: NoticeFacts, _: Viewer) -> str | None:
    """A 建议书 follows an 意见书, or proof that the employer refused it (R2)."""
    if facts.parent_kind == "opinion" or facts.opinion_refused:
        return None
    return "请附上此前的意见书，或意见书被拒收的证明"


def is_a_complaint(facts: NoticeFacts, _: Viewer) -> str | None:
    """Only a complaint is accepted or not (投诉举报)."""
    return None if facts.complaint_received_on else "本件不是投诉举报，无需受理"


def refusal_is_witnessed(facts: NoticeFacts, _: Viewer) -> str | None:
    """Leaving a letter that nobody takes needs a witness or pictures.

    House rule by analogy to 民事诉讼法 第八十七条至第九十五条.
    """
    left = facts.service_refused or facts.service_method == "left_at_premises"
    if left and not (facts.service_witnesses or facts.service_photos):
        return "拒收或留置送达须有见证人，或拍照录像"
    return None


def electronic_address_was_agreed(facts: NoticeFacts, _: Viewer) -> str | None:
    """Electronic service needs the addressee's consent to it.

    House rule by analogy to 民事诉讼法 第八十七条至第九十五条.
    """
    if facts.service_method == "electronic" and not facts.electronic_agreed:
        return "电子送达须经对方同意并确认送达地址，请换一种送达方式"
    return None


def somebody_received_it(facts: NoticeFacts, _: Viewer) -> str | None:
    """A return names who received the letter, unless it was left (送达回证, domain §4.6)."""
    taken = facts.service_method not in (None, "left_at_premises") and not facts.service_refused
    return "请填写签收人姓名和职务" if taken and not facts.receiver else None


def may_ask_for_time(facts: NoticeFacts, _: Viewer) -> str | None:
    """An employer asks once, for ten days at most, unless the period's rule says otherwise (本单位规定)."""
    limit = next(iter(facts.limits.values()), MORE_TIME)
    if "request_extension" in facts.done_by and limit.times <= 1:
        return "单位只能申请延期一次，已经申请过"
    return limit.fault(max(facts.extended.values(), default=0), facts.extension)


def no_joint_mediation(facts: NoticeFacts, _: Viewer) -> str | None:
    """While a mediation started by both sides runs, nothing is escalated (本单位规定)."""
    return "双方共同申请的调解正在进行，暂不升级，请待调解结束" if facts.joint_mediation_running else None


def fits_the_procuratorate(facts: NoticeFacts, _: Viewer) -> str | None:
    """R4: protected groups or a mass dispute, an employer who does not cooperate, a county-level union.

    After the joint notice on 一函两书 of 最高人民检察院 and 中华全国总工会 (2024).
    """
    if facts.county_level is False:
        return "移送检察机关由县级以上总工会办理，请报上级工会"
    if not (facts.worker_group or facts.mass_dispute):
        return "移送检察机关限于新就业形态、女职工、未成年、残疾、老年劳动者，或社保、农民工工资群体争议"
    return "用人单位已配合，不符合移送检察机关的条件" if facts.employer_uncooperative is False else None


def real_name_is_known(facts: NoticeFacts, _: Viewer) -> str | None:
    """Only a complainant who gave a name can be told the result (实名投诉)."""
    return None if facts.real_name else "没有实名投诉人，无需反馈"


def complainant_was_told(facts: NoticeFacts, _: Viewer) -> str | None:
    """A file is not put away before a real-name complainant knows the result (N15)."""
    if facts.real_name and "feedback_complainant" not in facts.done_by:
        return "尚未向实名投诉人反馈结果，请先反馈"
    return None
