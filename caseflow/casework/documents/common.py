"""Slots and lines that many papers have in common."""

from caseflow.casework.documents.blocks import para
from caseflow.casework.documents.slots import Column, Fill, Shape, Slot

EMPLOYER = Slot(name="employer_name", label="用人单位")
EMPLOYER_ADDRESS = Slot(name="employer_address", label="单位地址", required=False)
CREDIT_CODE = Slot(name="credit_code", label="统一社会信用代码", required=False)
LEGAL_REPRESENTATIVE = Slot(name="legal_representative", label="法定代表人", required=False)

WORKER = Slot(name="worker_name", label="职工姓名", sealed=True)
WORKER_ID = Slot(name="id_number", label="身份证号码", required=False, sealed=True)
WORKER_PHONE = Slot(name="worker_phone", label="职工电话", required=False, sealed=True)
WORKER_ADDRESS = Slot(name="worker_address", label="职工住址", required=False, sealed=True)
BANK_ACCOUNT = Slot(name="bank_account", label="收款账号", required=False, sealed=True)
WORKER_JOB = Slot(name="worker_job", label="工作岗位", required=False)
WORKERS = Slot(
    name="workers",
    label="职工名单",
    shape=Shape.TABLE,
    columns=(
        Column("姓名", 2),
        Column("身份证号码", 4, required=False),
        Column("电话", 3, required=False),
        Column("岗位", 2, required=False),
    ),
    sealed=True,
)

CASE_NO = Slot(name="case_no", label="案件编号", required=False)
CATEGORY = Slot(name="category", label="事项", required=False)
HANDLER = Slot(name="handler", label="承办人", required=False)
UNIT = Slot(name="unit", label="承办单位", required=False)
CONTACT = Slot(name="contact", label="联系人及电话", required=False)
CONTACT_LINE = para("联系人：{contact}。")
REASON = Slot(name="reason", label="理由", shape=Shape.TEXT, required=False)
LIMITATION = Slot(name="limitation_due_on", label="仲裁时效最后一日", shape=Shape.DATE, required=False)


def text(name: str, label: str, *, required: bool = True, hint: str = "") -> Slot:
    """A text of several lines."""
    return Slot(name=name, label=label, shape=Shape.TEXT, required=required, hint=hint)


def day(name: str, label: str, *, required: bool = True, fill: Fill | None = None) -> Slot:
    """A day."""
    return Slot(name=name, label=label, shape=Shape.DATE, required=required, fill=fill)


def some(name: str, label: str, shape: Shape = Shape.LINE, hint: str = "") -> Slot:
    """What may stay empty."""
    return Slot(name=name, label=label, shape=shape, required=False, hint=hint)
