"""Why an action on a ticket is refused."""

from caseflow.hotline.catalogue import is_safety
from caseflow.hotline.process.facts import TicketFacts
from caseflow.kernel.calendar import local_day
from caseflow.kernel.guards import not_by, not_the_handler
from caseflow.kernel.machine import Clock, Guard
from caseflow.kernel.roles import Role, Viewer

not_the_unit = (
    not_the_handler(because="承办人不能审核、回访自己办理的工单，请换人办理"),
    not_by("submit_result", because="反馈结果的人不能审核、回访同一工单，请换人办理"),
)
"""Handler and reviewer, handler and callback differ (domain §8.2)."""


def asks_for_information(facts: TicketFacts, _: Viewer) -> str | None:
    """Only a question is answered at once (H2)."""
    return None if facts.service in (None, "ZX") else "只有问题咨询可以即时答复，其他诉求请提交派单"


def is_a_petition(facts: TicketFacts, _: Viewer) -> str | None:
    """Only a 信访事项 has the duties of 信访工作条例 第二十三条."""
    return None if facts.petition else "本件不是信访事项，无需办理"


def is_examined(facts: TicketFacts, _: Viewer) -> str | None:
    """Only what is examined and answered has the 60 days of 信访工作条例 第三十四条."""
    return None if facts.petition == "examine" else "本件不适用信访事项办理期限，无需延期"


def was_forwarded(facts: TicketFacts, _: Viewer) -> str | None:
    """Only a ticket from above has somebody to answer or object to."""
    return None if facts.upstream_no else "本件不是上级转办的工单"


def unit_was_not_fixed(facts: TicketFacts, _: Viewer) -> str | None:
    """A unit that was fixed by decision does not return the ticket (H7, 首接负责)."""
    return "主办单位已经协调确定，不能退单，请直接办理" if facts.designated else None


def may_be_extended(*clocks: Clock) -> Guard:
    """The request stays within what the clock that runs still allows (H10)."""

    def within(facts: TicketFacts, _: Viewer) -> str | None:
        faults = (facts.beyond(clock.code, clock.extension) for clock in clocks)
        return next(filter(None, faults), None)

    within.__doc__ = "延期的次数和长度不超过期限所允许的"
    return within


def period_is_ours(facts: TicketFacts, _: Viewer) -> str | None:
    """A period set from above is extended by those who set it (HD12)."""
    if facts.upstream_due_on:
        return "上级转办的期限须由上级同意延长，取得同意后请登记新的期限"
    return None


def manager_agrees(facts: TicketFacts, viewer: Viewer) -> str | None:
    """Collective, urgent and safety cases do not go away without a manager (H16)."""
    grave = facts.collective or facts.urgent or is_safety(facts.category)
    if grave and Role.MANAGER not in viewer.roles:
        return "群体性、紧急和安全类诉求由督办员核实后撤回"
    return None


def master_is_another(facts: TicketFacts, _: Viewer) -> str | None:
    """A ticket is not merged into itself (H17)."""
    itself = facts.master_no is not None and facts.master_no == facts.number
    return "不能并入本工单，请填写另一件主工单的编号" if itself else None


def tries_on_two_days(facts: TicketFacts, _: Viewer) -> str | None:
    """A caller is given up after three tries on two days or more (H15, 本单位规定)."""
    tries = (facts.first_try_at, facts.second_try_at, facts.third_try_at)
    given = [at for at in tries if at is not None]
    if len(given) == len(tries) and (
        len(set(given)) < len(tries) or len({local_day(at) for at in given}) == 1
    ):
        return "须在两日以上分三次回访，请改日再试"
    return None


def no_reply_is_wished(facts: TicketFacts, _: Viewer) -> str | None:
    """Only a caller who wishes no answer is not called back (H15)."""
    return "诉求人要求回复，请回访后办结" if facts.wishes_reply else None


def collective_files_are_kept(facts: TicketFacts, _: Viewer) -> str | None:
    """The file of a collective case is kept 30 years or for good (domain §8.5, 本单位规定)."""
    too_short = facts.collective and facts.retention == "10_years"
    return "群体性工单的保管期限不少于30年" if too_short else None
