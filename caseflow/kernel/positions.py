"""The functions that people hold (岗位)."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """A function a person holds (岗位); one person may hold several."""

    OPERATOR = "operator"
    DISPATCHER = "dispatcher"
    HANDLING_UNIT = "handling_unit"
    AID_REVIEWER = "aid_reviewer"
    AID_HEAD = "aid_head"
    LAWYER = "lawyer"
    MEDIATOR = "mediator"
    MEDIATION_HEAD = "mediation_head"
    SUPERVISOR = "supervisor"
    SIGNATORY = "signatory"
    MANAGER = "manager"
    CALLBACK = "callback"
    LIAISON = "liaison"
    AGENCY = "agency"
    INFORMANT = "informant"
    ARCHIVIST = "archivist"
    AUDITOR = "auditor"
    ADMIN = "admin"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        """The role's Chinese name."""
        return ROLE_LABELS[self]


ROLE_LABELS: Mapping[Role, str] = {
    Role.OPERATOR: "话务员",
    Role.DISPATCHER: "工单管理员",
    Role.HANDLING_UNIT: "承办单位经办人",
    Role.AID_REVIEWER: "法律援助审核员",
    Role.AID_HEAD: "法律援助负责人",
    Role.LAWYER: "援助律师",
    Role.MEDIATOR: "调解员",
    Role.MEDIATION_HEAD: "调解组织负责人",
    Role.SUPERVISOR: "劳动法律监督员",
    Role.SIGNATORY: "签发人",
    Role.MANAGER: "督办员",
    Role.CALLBACK: "回访员",
    Role.LIAISON: "联络员",
    Role.AGENCY: "协作部门",
    Role.INFORMANT: "劳动关系信息员",
    Role.ARCHIVIST: "档案员",
    Role.AUDITOR: "审计员",
    Role.ADMIN: "系统管理员",
    Role.SYSTEM: "系统",
}
