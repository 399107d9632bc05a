"""Why an action on a transfer is refused."""

from caseflow.kernel.guards import not_by
from caseflow.kernel.roles import Role, Viewer
from caseflow.transfer.agencies import AGENCIES, takes
from caseflow.transfer.process.facts import TransferFacts

DRAFTING = ("propose", "draft", "revise", "redirect")

EXTENDABLE = frozenset({"XD4i", "XD4a", "XD4c"})
"""Periods that the law lets the agency itself extend."""

not_the_drafter = not_by(*DRAFTING, because="起草人不能审批自己起草的移送，请换人办理")


def letter_is_written(facts: TransferFacts, _: Viewer) -> str | None:
    """A mere proposal is not approved before a liaison has drafted the letter (X1)."""
    return None if facts.doers("draft", "revise") else "请联络员先完成移送函拟稿"


def agency_takes_it(facts: TransferFacts, _: Viewer) -> str | None:
    """Each agency takes what the law or the agreement gives it (domain §2.5)."""
    if facts.agency is None or facts.subject is None or takes(facts.agency, facts.subject):
        return None
    return f"这类事项不移送{AGENCIES[facts.agency].label}，请改选部门或者事项"


def procuratorate_needs_the_signatory(facts: TransferFacts, viewer: Viewer) -> str | None:
    """What goes to the procuratorate is approved by the signatory (X2)."""
    if facts.agency == "procuratorate" and Role.SIGNATORY not in viewer.roles:
        return "移送检察院由签发人批准"
    return None


def not_filed_yet(facts: TransferFacts, _: Viewer) -> str | None:
    """A case is filed once (X5); asked before the form is filled in, for the form brings the day."""
    return "已经登记立案（受理），请登记办理进展" if facts.doers("take_up") else None


def law_lets_the_agency_extend(facts: TransferFacts, _: Viewer) -> str | None:
    """Only a period in law with an extension in law is extended."""
    return None if facts.extended.keys() & EXTENDABLE else "本件没有可以延长的法定期限"


def collective_files_are_kept(facts: TransferFacts, _: Viewer) -> str | None:
    """The file of a collective case is kept 30 years or for good (domain §8.5, 本单位规定)."""
    too_short = facts.collective and facts.retention == "10_years"
    return "群体性案件的保管期限不少于30年" if too_short else None
