"""Sentences that several lists say."""

from collections.abc import Sequence

from caseflow.casework.worklists import Line


def coming(lines: Sequence[Line]) -> str:
    """The next date among lines in order of their dates, and how many fall on it; empty when none has one."""
    dates = [line.due for line in lines if line.due]
    return f"最近的期限：{dates[0]}，{dates.count(dates[0])} 件。" if dates else ""
