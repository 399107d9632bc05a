"""The help sheet: keys, lights, marks, roles, and where to find what (帮助)."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for

from caseflow.casework.lights import Light
from caseflow.kernel.roles import Permission, Role
from caseflow.kernel.rules import Mark
from caseflow.web.access import current_viewer, may_open, needs

pages = Blueprint("help", __name__, url_prefix="/help")

KEYS = (
    ("/", "搜索"),
    ("Ctrl K", "打开命令面板"),
    ("n", "新的来电登记"),
    ("g t", "今日"),
    ("g q", "队列"),
    ("g b", "看板"),
    ("g k", "知识库"),
    ("j、k", "下一行、上一行"),
    ("Enter", "打开这一行"),
    ("a", "办理"),
    ("c", "写备注"),
    ("u", "催办"),
    ("w", "期限为什么是这一天"),
    ("?", "这一页"),
)
"""Key and what it does; the elements they act on bear `data-key`, the script is static/js/keys.js."""

DUTIES = (
    (Role.OPERATOR, "接听来电、来访，登记工单，当场答复咨询"),
    (Role.DISPATCHER, "派单，审核退单、不予受理和办理结果"),
    (Role.HANDLING_UNIT, "签收、联系诉求人、办理并反馈"),
    (Role.AID_REVIEWER, "审查法律援助申请"),
    (Role.AID_HEAD, "批准援助、指派律师"),
    (Role.LAWYER, "代理案件，确认时效，审核文书"),
    (Role.MEDIATOR, "主持调解，记录，制作协议"),
    (Role.MEDIATION_HEAD, "受理调解，指定调解员"),
    (Role.SUPERVISOR, "拟一函两书，送达，核查整改"),
    (Role.SIGNATORY, "签发文书"),
    (Role.MANAGER, "看超期、催办、督办，批准延期和查看身份"),
    (Role.CALLBACK, "回访、办结"),
    (Role.LIAISON, "与法院、检察、人社、司法等部门联络"),
    (Role.ARCHIVIST, "整理归档"),
    (Role.AUDITOR, "查阅和核验记录，不改内容"),
    (Role.ADMIN, "管理账号、单位和消息通道，不办案"),
)

LIGHTS = {
    Light.NORMAL: "离到期还早",
    Light.NEAR: "三个工作日内到期",
    Light.OVERDUE: "已过最后一日",
    Light.PAUSED: "等材料、等鉴定等，期限暂停",
    Light.PROVISIONAL: "那一年的放假安排还没有公布，先按最早的一天提醒",
}

MARKS = {
    Mark.STATUTE: "可以对外引用",
    Mark.ELSEWHERE: "本地没有规定时的参照，不能当作法律依据对外说",
    Mark.HOUSE: "内部要求，不是法律规定",
}


@dataclass(frozen=True, slots=True)
class Way:
    """Where to find something; `endpoint` for those who may open it."""

    wanted: str
    told: str
    endpoint: str = ""


WAYS = (
    Way("现在先办什么", "今日", "today.index"),
    Way("登记一个来电", "来电登记", "intake.new"),
    Way("没有工单，直接申请援助、调解或者拟文书", "新建", "beginnings.index"),
    Way("找一件案子", "搜索编号、姓名、电话、单位、案情", "search.index"),
    Way("按到期、类别、单位看手上的件", "队列", "queue.index"),
    Way("答复用的依据", "知识库", "knowledge.index"),
    Way("谁超期了，谁手上件多", "看板", "board.index"),
    Way("一个月的超期情况，打印出来", "督办月报", "months.present"),
    Way("接下来几天谁有多少件到期，有人请假怎么办", "到期预测", "forecast.index"),
    Way("提醒和催办", "消息", "inbox.index"),
    Way("各项期限现在怎么定的，怎样修改", "规则", "rules.index"),
    Way("最低工资等地方公布的数", "规则里的“地方参数”", "parameters.index"),
    Way("期限怎么算出来的", "案件页，期限旁的“为什么”"),
    Way("流程走到哪一步", "案件页，经过右边的“流程图”"),
    Way("忘记密码、换岗位", "请系统管理员办理"),
)


@pages.get("")
@needs(Permission.SIGNED_IN)
def index() -> str:
    """The sheet, as a page or as a part laid over another one."""
    part = "HX-Request" in request.headers
    return render_template(
        "help_sheet.html" if part else "help.html",
        keys=KEYS,
        lights=LIGHTS,
        marks=MARKS,
        duties=DUTIES,
        ways=list(_ways()),
    )


def _ways() -> Iterator[tuple[str, str, str]]:
    """What is wanted, where it is, and the address for those who may open it."""
    viewer = current_viewer()
    for way in WAYS:
        if not way.endpoint:
            yield way.wanted, way.told, ""
        elif may_open(viewer, way.endpoint):
            yield way.wanted, way.told, url_for(way.endpoint)
