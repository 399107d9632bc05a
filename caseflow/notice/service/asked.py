"""What is asked about an attempt to serve a letter, and what may come of it."""

from dataclasses import replace

from caseflow.kernel.machine import Datum, Kind
from caseflow.notice.process import choices, data

TAKEN, REFUSED, POSTED = "taken", "refused", "posted"

RESULTS: choices.Choices = (
    (TAKEN, "已签收"),
    (REFUSED, "拒收，已留置"),
    (POSTED, "已交邮，等回执"),
    ("absent", "无人签收"),
    ("elsewhere", "地址不符或者已搬走"),
)

SERVED = frozenset({TAKEN, REFUSED})
"""Results by which the letter has been served."""

FAILED = frozenset({"absent", "elsewhere"})
"""Results by which it has not, and which count as attempts."""

METHOD, SERVED_ON, PLACE, RECEIVER, SERVERS, _, WITNESSES, _, AGREED, DELIVERY_NO = data.SERVICE_RETURN
TIMES, NEXT_METHOD, WHY = data.FAILED_SERVICE

ENOUGH = int(TIMES.least or 1)
"""Attempts after which service may be said to have failed (本单位规定)."""

ASKED = (
    METHOD,
    Datum("result", "结果", Kind.CHOICE, choices=RESULTS),
    Datum("tried_at", "时间", Kind.MOMENT),
    PLACE,
    SERVERS,
    replace(RECEIVER, hint="签收的必填"),
    replace(
        SERVED_ON,
        required=False,
        hint="当日签收、当日留置的不填；邮寄的填回执上的日期。次日起算答复期限",
    ),
    replace(WITNESSES, hint="拒收、留置的，写见证人姓名，或者拍照"),
    replace(DELIVERY_NO, hint="邮寄的写邮件单号，电子送达的写对方确认的地址"),
    AGREED,
    Datum("note", "情况说明", Kind.TEXT, required=False, hint="拒收、没有送到的写明原因"),
)

FAILURE = (NEXT_METHOD, replace(WHY, label="未能送达的原因"))

ALSO_BY_POST = (
    "工会文书没有公告送达。当面送不到的，改用邮寄、留置或者委托送达"
    "（本单位规定，比照民事诉讼法第八十七条至第九十五条）。"
)
