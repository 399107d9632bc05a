"""What must hold at any time, each as one check (不变量)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.casework.selfcheck import clocks, messages, office, trail


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: what, and the proceeding where it is mended, if it is about one."""

    text: str
    proceeding_id: int | None = None


Look = Callable[[Session, datetime], Iterator[tuple[str, int | None]]]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold; `remedy` says what to do where it does not."""

    code: str
    label: str
    look: Look
    remedy: str

    def findings(self, session: Session, at: datetime) -> Iterator[Finding]:
        """Where it does not hold now."""
        return (Finding(text, proceeding_id) for text, proceeding_id in self.look(session, at))


CHECKS = (
    Check("defined", "状态和期限均有定义", office.undefined, "升级后没有迁移的案件，请联系维护人员"),
    Check("actor", "在办件都有下一步办理人", office.without_actor, "打开案件改派，或者恢复该用户"),
    Check("clocks", "期限与状态一致", clocks.out_of_step, "打开案件核对期限；联系维护人员查明原因"),
    Check("pauses", "暂停没有过久", clocks.rested_too_long, "打开案件核对暂停原因，恢复办理或者登记新的情况"),
    Check("dates", "到期日与期限一致", clocks.wrong_next_due, "打开案件核对期限；联系维护人员查明原因"),
    Check("board", "看板计数与案件一致", clocks.miscounted, "执行 flask board rebuild"),
    Check("numbers", "编号连续", office.gaps, "核对编号台账；联系维护人员查明原因"),
    Check("reminders", "提醒没有积压", clocks.owed, "确认定时任务在运行，或者执行 flask reminders sweep"),
    Check(
        "deliveries",
        "消息投递没有积压和死信",
        messages.undelivered,
        "在“投递”里查明原因后重发；积压的确认定时任务在运行",
    ),
    Check("audit", "审计链完好", trail.broken, "停止写入，保留数据库副本，联系维护人员"),
    Check("anchors", "审计链每日锚定", trail.not_anchored, "确认定时任务在运行，或者执行 flask audit anchor"),
)
"""In the order of the page."""
