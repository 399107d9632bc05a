"""Triage (分诊): a few questions, and what is proposed from the answers."""

from caseflow.hotline.triage.priority import ARREARS, COLLECTIVE, Signals, priority_of
from caseflow.hotline.triage.proposal import Advice, Proposal, propose
from caseflow.hotline.triage.routes import ROUTES, Route
from caseflow.hotline.triage.tree import TREE, Leaf, MalformedTree, Question, Tree, Walk

__all__ = [
    "ARREARS",
    "COLLECTIVE",
    "ROUTES",
    "TREE",
    "Advice",
    "Leaf",
    "MalformedTree",
    "Proposal",
    "Question",
    "Route",
    "Signals",
    "Tree",
    "Walk",
    "priority_of",
    "propose",
]
