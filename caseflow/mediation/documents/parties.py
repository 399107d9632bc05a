"""What every paper of a mediation says of its parties."""

from caseflow.casework.documents.common import (
    BANK_ACCOUNT,
    CREDIT_CODE,
    EMPLOYER,
    EMPLOYER_ADDRESS,
    LEGAL_REPRESENTATIVE,
    WORKER,
    WORKER_ADDRESS,
    WORKER_ID,
    WORKER_JOB,
    WORKER_PHONE,
    some,
)
from caseflow.casework.documents.slots import Slot
from caseflow.casework.models import Numbering

NUMBER = Slot(name="case_no", label="调解案号", required=False)
EMPLOYER_PHONE = some("employer_phone", "单位联系电话")
SEX, BORN = some("sex", "性别"), some("born", "出生年月")
MEDIATOR = Slot(name="handler", label="调解员", required=False)
CLAIMS = Slot(name="request", label="调解请求", required=False)

PARTIES = (
    NUMBER,
    WORKER,
    SEX,
    BORN,
    WORKER_ID,
    WORKER_PHONE,
    WORKER_ADDRESS,
    WORKER_JOB,
    EMPLOYER,
    CREDIT_CODE,
    LEGAL_REPRESENTATIVE,
    EMPLOYER_ADDRESS,
    EMPLOYER_PHONE,
)
"""Both sides in full."""

NAMES = (NUMBER, WORKER, EMPLOYER)
"""Both sides by name."""

ACCOUNT = BANK_ACCOUNT

WORKER_ROWS = (
    (("职工姓名", "{worker_name}"), ("性别", "{sex}")),
    (("出生年月", "{born}"), ("身份证号码", "{id_number}")),
    (("联系电话", "{worker_phone}"), ("工作岗位", "{worker_job}")),
    (("住址", "{worker_address}"),),
)
EMPLOYER_ROWS = (
    (("用人单位", "{employer_name}"),),
    (("统一社会信用代码", "{credit_code}"), ("法定代表人", "{legal_representative}")),
    (("单位地址", "{employer_address}"), ("联系电话", "{employer_phone}")),
)


def series(mark: str) -> Numbering:
    """Numbers of a kind of notice (（代字）调某〔年〕第n号)."""
    return Numbering(("finish",), "（{prefix}）调" + mark + "〔{year}〕第")
