"""What somebody should know on first opening a page, by page and role (首次使用提示)."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, request

from caseflow.kernel.roles import Role, Viewer
from caseflow.web.access import viewer_or_none


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint on the page of an endpoint; without `roles` it is for everybody."""

    name: str
    endpoint: str
    text: str
    roles: tuple[Role, ...] = ()

    def fits(self, endpoint: str, viewer: Viewer) -> bool:
        """Whether it belongs on the page, for this reader."""
        return endpoint == self.endpoint and (not self.roles or not viewer.roles.isdisjoint(self.roles))


DESK = (Role.OPERATOR, Role.DISPATCHER)

HINTS = (
    Hint("today", "today.index", "这里先列超期的，再列临近到期的。按 j、k 上下移动，按 Enter 打开。"),
    Hint(
        "today-desk", "today.index", "来电时按 n 打开来电登记；写到一半会自动存为草稿，在这一页继续。", DESK
    ),
    Hint(
        "today-unit",
        "today.index",
        "派给本单位的件先签收，再在一个工作日内联系诉求人；不归本单位的，两个工作日内申请退单。",
        (Role.HANDLING_UNIT,),
    ),
    Hint(
        "today-lawyer",
        "today.index",
        "仲裁时效按较早的一天提醒。收到时效事件先核对证据，确认后日期才会推后。",
        (Role.LAWYER,),
    ),
    Hint("queue", "queue.index", "默认按法定期限和到期先后排。上面的页签和筛选会记在地址里，可以收藏。"),
    Hint(
        "board",
        "board.index",
        "点任何一个数字，下面列出那些件。地址可以收藏、转发，各人只看到自己范围内的件。",
    ),
    Hint("forecast", "forecast.index", "有人不在的那天到期的件，算到此前最后一个在岗的日子，写作“+件数”。"),
    Hint(
        "board-manager",
        "board.index",
        "勾选后可以批量催办、督办、改派，办之前先预览。红黄牌按超期的工作日数自动亮起。",
        (Role.MANAGER,),
    ),
    Hint("knowledge", "knowledge.index", "可以搜关键词、类别，也可以打拼音首字母，例如 qx 找到拖欠工资。"),
    Hint("case", "hotline.page", "期限旁的“为什么”说明依据和推算过程。不能办的操作也列出来，并说明缺什么。"),
)


def add_hints(app: Flask) -> None:
    """Tell every template the hints of its page."""
    app.context_processor(lambda: {"hints": lambda: list(_hints())})


def _hints() -> Iterator[Hint]:
    viewer = viewer_or_none()
    if viewer is not None:
        yield from (hint for hint in HINTS if hint.fits(request.endpoint or "", viewer))
