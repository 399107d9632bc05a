"""Stages that letters have in common (状态)."""

from caseflow.kernel.machine import Phase, Side, State
from caseflow.kernel.roles import Role


def ended(name: str, label: str) -> State:
    """A stage in which only the file is left to put away."""
    return State(name, label, Role.ARCHIVIST, Phase.CLOSED)


PREPARED = (
    State("draft", "拟稿", Role.SUPERVISOR, main="submit_review", awaits="拟稿并提交审核"),
    State("legal_review", "法律审核", Role.LAWYER, main="pass_review", awaits="审核", side=Side.APPROVAL),
    State("pending_sign", "待签发", Role.SIGNATORY, main="sign_off", awaits="签发"),
    State("issued", "已签发", Role.SUPERVISOR),
)
SERVING = State("serving", "送达中", Role.SUPERVISOR)
SERVED = (
    SERVING,
    State("service_failed", "送达未成", Role.SUPERVISOR),
    State("served", "已送达", Role.SYSTEM),
)
ANSWERED = (
    State("awaiting_reply", "待答复", side=Side.EMPLOYER),
    State("overdue", "逾期未复", Role.SUPERVISOR, awaits="催告或者提出升级"),
    State("replied", "已答复", Role.SUPERVISOR),
    State("verifying", "整改核查", Role.SUPERVISOR),
)

RECTIFIED = ended("closed_rectified", "已整改")
EXPLAINED = ended("closed_explained", "说明成立")
REFERRED = ended("referred_procuratorate", "已移送检察机关")
REVOKED = ended("revoked", "已撤回")
NOT_SENT = ended("not_sent", "不予发出")
ARCHIVED = State("archived", "已归档", phase=Phase.FILED)


def names(*states: State) -> tuple[str, ...]:
    """The names of the states."""
    return tuple(state.name for state in states)
