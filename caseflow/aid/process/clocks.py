"""The periods of legal aid (期限, domain §2.2 LD1–LD9).

法律援助法 第六十八条 has unions apply the Act by reference, so its periods stand for both tracks; its 日 are
calendar days. Shorter local periods are rows of the rule book, not clocks of their own.

LD1 rests while the applicant completes the papers. That this time does not count comes from an excerpt of the
2012 version of 办理法律援助案件程序规定 (第十三条); the text of 2023 was not seen. That silence counts as
withdrawal is law (法律援助法 第四十三条第二款); how long to wait is set in the notice (LD1s).

LD4 is a condition in the Act. As a clock it lapses exactly when fewer than seven days are left: then the
timer raises it, and provisional aid is open. LD4r reminds of the limitation itself until the claim is lodged.
"""

from caseflow.aid.process.choices import MIGRANT, MIGRANT_MATTERS, STATE
from caseflow.aid.process.facts import AidFacts
from caseflow.aid.process.states import GRANTED, UNDECIDED, UNREPRESENTED
from caseflow.kernel.calendar import Days, Minutes, Until, WorkingDays
from caseflow.kernel.holding import review
from caseflow.kernel.ladder import CLAIM, RIGHT, WINDOW
from caseflow.kernel.machine import Clock
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark

ACT = "《法律援助法》"
PROCEDURE = "参照：《办理法律援助案件程序规定》（2023年）"
NUJIANG = "参照：怒江州司法局法律援助补贴办事指南"
HOUSE_RULE = "本单位规定"


def is_open_to_limitation(facts: AidFacts) -> bool:
    """The last day is known and the claim not lodged yet (劳动争议调解仲裁法 第二十七条)."""
    return facts.limitation_last_day is not None and "start_representation" not in facts.done_by


def is_a_state_case(facts: AidFacts) -> bool:
    """The justice bureau hears the objection (司法行政部门)."""
    return facts.track == STATE


def is_a_union_case(facts: AidFacts) -> bool:
    """The union above hears the objection (上级工会)."""
    return not is_a_state_case(facts)


def is_detained(facts: AidFacts) -> bool:
    """The applicant is held, and the papers go on to the centre at once (被羁押)."""
    return facts.detained


def is_a_migrant_claim(facts: AidFacts) -> bool:
    """A migrant worker claims pay or injury compensation (进城务工人员)."""
    return facts.means_ground == MIGRANT and facts.matter_type in MIGRANT_MATTERS


DECISION = (
    Clock(
        "LD1",
        "作出援助决定",
        ("applied", "review"),
        Days(7),
        f"{ACT}第四十三条第一款",
        Mark.STATUTE,
        owner=Role.AID_REVIEWER,
        paused_while=("supplement",),
        once=True,
        counted_from="received_on",
    ),
    review("LD1p", "补正核对", ("supplement",), WorkingDays(20), Role.AID_REVIEWER),
    review("LDr", "转法援中心核对", ("referred",), WorkingDays(30), Role.LIAISON),
    Clock(
        "LD1s",
        "补充材料",
        ("supplement",),
        Until(),
        HOUSE_RULE,
        Mark.HOUSE,
        owner=Role.AID_REVIEWER,
        ends_on="supplement_due_on",
        on_lapse="lapse_supplement",
        ladder=RIGHT,
    ),
    Clock(
        "LD5",
        "司法行政部门审查异议",
        ("objection",),
        Days(5),
        f"{ACT}第四十九条",
        Mark.STATUTE,
        owner=Role.LIAISON,
        counted_from="objection_received_on",
        applies=is_a_state_case,
    ),
    Clock(
        "LD5u",
        "上级工会审查异议",
        ("objection",),
        Days(5),
        HOUSE_RULE,
        Mark.HOUSE,
        owner=Role.LIAISON,
        counted_from="objection_received_on",
        applies=is_a_union_case,
    ),
    Clock(
        "LD8",
        "转交在押人员申请（24小时）",
        ("applied", "review"),
        Minutes(24 * 60),
        f"参照：{ACT}第三十九条",
        Mark.ELSEWHERE,
        owner=Role.AID_REVIEWER,
        once=True,
        applies=is_detained,
    ),
    Clock(
        "LD9",
        "农民工欠薪、工伤当日受理审查",
        ("applied", "review"),
        Until(),
        "参照：全国总工会2015年通知（据报道：当日受理、审查）",
        Mark.ELSEWHERE,
        owner=Role.AID_REVIEWER,
        met_by=("propose_grant", "propose_denial"),
        once=True,
        ends_on="received_on",
        applies=is_a_migrant_claim,
    ),
)

LIMITATION = (
    Clock(
        "LD4",
        "距时效届满不足七日即可先行援助",
        UNDECIDED,
        Until(before=Days(7)),
        f"{ACT}第四十四条第（一）项",
        Mark.STATUTE,
        owner=Role.AID_HEAD,
        met_by=("correct_limitation",),
        repeats=True,
        ends_on="limitation_last_day",
        applies=is_open_to_limitation,
        on_lapse="advise_provisional",
        ladder=WINDOW,
    ),
    Clock(
        "LD4r",
        "仲裁时效届满",
        UNREPRESENTED,
        Until(),
        "《劳动争议调解仲裁法》第二十七条",
        Mark.STATUTE,
        owner=Role.LAWYER,
        met_by=("correct_limitation",),
        repeats=True,
        ends_on="limitation_last_day",
        applies=is_open_to_limitation,
        ladder=CLAIM,
    ),
)

REPRESENTATION = (
    Clock(
        "LD2",
        "指派律师",
        GRANTED,
        Days(3),
        f"{ACT}第四十三条第一款",
        Mark.STATUTE,
        owner=Role.AID_HEAD,
    ),
    Clock(
        "LD3",
        "签订委托代理协议",
        ("assigned",),
        Days(5),
        f"{PROCEDURE}第二十七条",
        Mark.ELSEWHERE,
        owner=Role.LAWYER,
        met_by=("explain_delay",),
        repeats=True,
        on_lapse="advise_replacement",
    ),
    Clock(
        "LD6",
        "律师交卷",
        ("concluded",),
        Days(30),
        NUJIANG,
        Mark.ELSEWHERE,
        owner=Role.LAWYER,
    ),
    Clock(
        "LD7",
        "审核案卷",
        ("file_submitted",),
        Days(30),
        NUJIANG,
        Mark.ELSEWHERE,
        owner=Role.AID_REVIEWER,
        met_by=("review_file",),
    ),
)

CLOCKS = (*DECISION, *LIMITATION, *REPRESENTATION)
