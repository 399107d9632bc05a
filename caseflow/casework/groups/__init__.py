"""Disputes of many workers with one employer (群体性争议)."""

from caseflow.casework.groups.forming import form

__all__ = ["form"]
