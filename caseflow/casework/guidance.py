"""What a worker needs to know to go to arbitration (仲裁指引)."""

from collections.abc import Iterator
from datetime import date

from caseflow.casework.models import Matter


def arbitration_guidance(matter: Matter, *, defaulted: bool) -> Iterator[str]:
    """Where to apply, until when, with what, and what it costs, as short sentences (R5)."""
    place = f"（{matter.work_place}）" if matter.work_place else ""
    yield (
        f"向劳动合同履行地{place}或者用人单位所在地的劳动人事争议仲裁委员会申请；两地都受理时由履行地管辖"
        "（劳动争议调解仲裁法 第二十一条）"
    )
    yield _last_day(matter)
    yield "准备：仲裁申请书及副本（按被申请人人数）、身份证明、劳动关系证明、工资和考勤记录"
    yield "附上调解协议书和未履行的证明" if defaulted else "附上调解终止或者不予受理文书"
    yield "仲裁不收费（劳动争议调解仲裁法 第五十三条）"
    if defaulted:
        yield (
            "拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金的调解协议，可以凭协议书向人民法院申请支付令"
            "（劳动争议调解仲裁法 第十六条）"
        )


def _last_day(matter: Matter) -> str:
    nominal = matter.limitation_nominal_on
    if nominal is None:
        return "时效一般为一年，自知道或应当知道权利被侵害之日起算，请尽快（劳动争议调解仲裁法 第二十七条）"
    state = "" if matter.limitation_certain else "，按保守口径计算，待律师确认"
    return f"最迟在{_chinese(nominal)}当日申请{state}（劳动争议调解仲裁法 第二十七条）"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
