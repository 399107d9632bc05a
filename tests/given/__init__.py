"""What a test starts from: an invented office, and proceedings at a stage that legal actions have led to."""

from tests.given.answers import answers, moment
from tests.given.beginnings import application, begun
from tests.given.files import file
from tests.given.office import PASSWORD, Units, person, unit_tree, user, viewer
from tests.given.proceedings import (
    aid,
    doer,
    does,
    mediation,
    opinion,
    proceeding,
    public_reminder,
    reminder,
    ticket,
    transfer,
)
from tests.given.rules import proposed, rule

__all__ = [
    "PASSWORD",
    "Units",
    "aid",
    "answers",
    "application",
    "begun",
    "doer",
    "does",
    "file",
    "mediation",
    "moment",
    "opinion",
    "person",
    "proceeding",
    "proposed",
    "public_reminder",
    "reminder",
    "rule",
    "ticket",
    "transfer",
    "unit_tree",
    "user",
    "viewer",
]
