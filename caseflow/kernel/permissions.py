"""What a page or a use case may ask for (权限)."""

from enum import StrEnum


class Permission(StrEnum):
    """What a page or a use case asks for."""

    SIGNED_IN = "signed_in"
    INTAKE = "intake"
    TICKET_READ = "ticket_read"
    TICKET_ACT = "ticket_act"
    AID_READ = "aid_read"
    AID_ACT = "aid_act"
    NOTICE_READ = "notice_read"
    NOTICE_ACT = "notice_act"
    MEDIATION_READ = "mediation_read"
    MEDIATION_ACT = "mediation_act"
    TRANSFER_READ = "transfer_read"
    TRANSFER_ACT = "transfer_act"
    SUPERVISION_READ = "supervision_read"
    SUPERVISION_ACT = "supervision_act"
    PRIVATE_NOTES = "private_notes"
    VIEWINGS = "viewings"  # who has opened a proceeding
    QUERY_CODE = "query_code"  # tell the worker the code by which to ask how things stand
    LIMITATION = "limitation"  # say what bears on the limitation of a claim (domain R9)
    CALLBACKS = "callbacks"  # call workers back, and decide after the call (domain H15)
    REVEAL = "reveal"
    APPROVE_REVEAL = "approve_reveal"
    BOARD = "board"  # what is late and near: one's own, or with OVERDUE_READ everybody's
    FORECAST = "forecast"  # what falls due in the next days, as far as one's board goes
    OVERDUE_READ = "overdue_read"
    REPORTS = "reports"  # figures over what one sees (domain §8.1, statistics)
    SHARE_VIEWS = "share_views"  # let others of the same role use a saved view of the queue
    RULES_READ = "rules_read"
    RULES = "rules"  # propose periods and local figures, and approve those of others
    CLAUSES = "clauses"  # propose clauses for letters, and approve those of others
    CALENDAR_PROPOSE = "calendar_propose"  # import a notice or set days of the office, for others to apply
    CALENDAR_APPLY = "calendar_apply"  # put a change of the calendar in force
    REGISTER_READ = "register_read"  # workers and employers across matters, as far as matters in scope tell
    REGISTER_WRITE = "register_write"
    REGISTER_MERGE = "register_merge"
    ERASE = "erase"  # ask for the erasure of a worker's identity, hold it off (个人信息保护法 第四十七条)
    APPROVE_ERASE = "approve_erase"  # decide on what somebody else asked
    ERASURES = "erasures"  # read what was asked and erased
    OFFICERS_READ = "officers_read"  # the register of 三员 of one's own units
    OFFICERS = "officers"  # enter and correct it
    CAMPAIGNS_READ = "campaigns_read"  # campaigns by area of one's own units
    CAMPAIGNS = "campaigns"  # begin and keep them
    REVIEW = "review"  # write the annual review, and enter figures that the system does not hold
    VISIT = "visit"  # write down what was seen at an employer
    GROUP_ACT = "group_act"
    SAMPLING = "sampling"  # draw closed cases, look them over, return them to their handlers
    IMPORTS = "imports"  # take over files, each kind for those who keep that register
    LEDGERS = "ledgers"  # ledgers of earlier years, which become matters
    ABSENCES = "absences"  # record who of the unit is away, and who stands in
    ACCOUNTS = "accounts"
    SYNONYMS = "synonyms"  # which words the search takes for each other
    CHANNELS = "channels"  # the ways by which messages leave the house, and what became of each message
    EXPORT_IDENTITY = "export_identity"  # take whole names and numbers away in a table, with a purpose
    FILE_GAPS = "file_gaps"  # let something be missing from a file, on another person's reason
    ARCHIVES = "archives"  # which filed proceedings' time of keeping ends
    BUNDLE = "bundle"  # take away the whole file of a proceeding as one PDF
    AUDIT = "audit"
