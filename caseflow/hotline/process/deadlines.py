"""More time for a ticket, and time that does not count (H10, H11, HD12)."""

from caseflow.hotline.process import clocks, data, states
from caseflow.hotline.process import guards as g
from caseflow.kernel.guards import before_lapse_of, not_by, not_while, only_when
from caseflow.kernel.holding import ENDED, ends
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.machine import STAY, Bulk, Clock, Datum, Guard, Kind, Transition
from caseflow.kernel.roles import Role

UNIT = (Role.HANDLING_UNIT,)
MANAGER = (Role.MANAGER,)

TOO_LATE = "期限已过，没有在届满前批准的视为不同意延期"

ONE_REQUEST = tuple(
    not_while(overlay, because="已有延期申请待批")
    for overlay in ("extension_requested", "petition_extension_requested")
)


def request(prefix: str, label: str, unit: str, extended: tuple[Clock, ...], *guards: Guard) -> Transition:
    """The unit asks, before the period has ended (H10)."""
    late = "期限已过，不能再申请延期，请尽快办理"
    return Transition(
        f"request_{prefix}extension",
        f"申请{label}",
        states.IN_HAND,
        STAY,
        UNIT,
        guards=(
            *guards,
            *ONE_REQUEST,
            *(before_lapse_of(clock.code, because=late) for clock in extended),
            g.may_be_extended(*extended),
        ),
        needs=(Datum("extension", f"申请延长（{unit}）", Kind.NUMBER, least=1), data.REASON),
        raises=(f"{prefix}extension_requested",),
        document="延期审批表",
        ref="H10",
        tells=(Recipient.MANAGER,),
        says="请在期限届满前审批",
    )


def deciding(prefix: str) -> tuple[Guard, ...]:
    """There is a request, and whoever decides did not make it (岗位分离)."""
    return (
        only_when(f"{prefix}extension_requested", because="没有待批的延期申请"),
        not_by(f"request_{prefix}extension", because="申请延期的人不能审批延期，请换人办理"),
    )


def approve(
    prefix: str, label: str, extended: tuple[Clock, ...], *guards: Guard, needs: tuple[Datum, ...] = ()
) -> Transition:
    """A manager grants it, and the caller hears of it (H10)."""
    return Transition(
        f"approve_{prefix}extension",
        f"同意{label}",
        states.IN_HAND,
        STAY,
        MANAGER,
        guards=(*deciding(prefix), *guards, *(before_lapse_of(c.code, because=TOO_LATE) for c in extended)),
        needs=(*needs, data.CALLER_INFORMED, data.OPINION),
        clears=(f"{prefix}extension_requested",),
        extends=tuple(clock.code for clock in extended),
        document="延期审批表、延期告知",
        ref="H10",
        tells=(Recipient.HANDLER,),
        answers=(f"request_{prefix}extension",),
        bulk=None if prefix else Bulk.EXTEND,
    )


def refuse(prefix: str, label: str) -> Transition:
    """A manager does not grant it; the timer says so when the period ends before anybody decided (H10)."""
    return Transition(
        f"refuse_{prefix}extension",
        f"不同意{label}",
        states.IN_HAND,
        STAY,
        (*MANAGER, Role.SYSTEM),
        guards=deciding(prefix),
        needs=(data.REASON,),
        clears=(f"{prefix}extension_requested",),
        document="延期审批表",
        ref="H10",
        tells=(Recipient.HANDLER,),
        answers=(f"request_{prefix}extension",),
    )


HEAD_APPROVED = Datum("head_approved", "本单位负责人已批准", Kind.CONFIRMED)

EXTENSION = (
    request("", "延期", "工作日", (*clocks.HANDLING, clocks.UPSTREAM)),
    approve("", "延期", clocks.HANDLING, g.period_is_ours),
    refuse("", "延期"),
    request("petition_", "信访事项延期", "日", (clocks.PETITION,), g.is_examined),
    approve("petition_", "信访事项延期", (clocks.PETITION,), needs=(HEAD_APPROVED,)),
    refuse("petition_", "信访事项延期"),
    Transition(
        "record_upstream_due",
        "登记上级同意的新期限",
        states.OPEN,
        STAY,
        (Role.DISPATCHER,),
        guards=(g.was_forwarded,),
        needs=(
            Datum("upstream_due_on", "上级同意的办结日期", Kind.DATE),
            Datum("upstream_approval", "上级同意的凭据"),
            data.CALLER_INFORMED,
        ),
        clears=("extension_requested",),
        document="延期告知",
        ref="H10",
    ),
)

waits_for_consent = only_when("suspension_requested", because="请承办单位先提出挂起申请")
not_the_requester = not_by("request_suspension", because="申请挂起的人不能审批挂起，请换人办理")

SUSPENSION = (
    Transition(
        "request_suspension",
        "申请挂起",
        ("in_progress",),
        STAY,
        UNIT,
        guards=(not_while("suspension_requested", because="已申请挂起，等待督办员确认"),),
        needs=(*data.SUSPENSION, data.REASON),
        raises=("suspension_requested",),
        clears=(ENDED,),
        tells=(Recipient.MANAGER,),
        document="挂起记录",
        ref="H11",
    ),
    Transition(
        "confirm_suspension",
        "同意挂起",
        ("in_progress",),
        "suspended",
        MANAGER,
        guards=(waits_for_consent, not_the_requester),
        needs=(*data.SUSPENSION, data.OPINION),
        clears=("suspension_requested",),
        document="挂起记录",
        ref="H11",
        answers=("request_suspension",),
    ),
    Transition(
        "refuse_suspension",
        "不同意挂起",
        ("in_progress",),
        STAY,
        MANAGER,
        guards=(waits_for_consent, not_the_requester),
        needs=(data.REASON,),
        clears=("suspension_requested",),
        document="挂起记录",
        ref="H11",
        answers=("request_suspension",),
    ),
    Transition(
        "resume",
        "恢复办理",
        ("suspended",),
        "in_progress",
        (Role.HANDLING_UNIT, Role.MANAGER),
        needs=(data.REASON,),
        raises=(ENDED,),
        document="恢复记录",
        ref="H11",
        tells=(Recipient.HANDLER,),
    ),
    *ends(data.CAUSES, "suspended", "in_progress", UNIT, ref="H11"),
)

DEADLINES = (*EXTENSION, *SUSPENSION)
