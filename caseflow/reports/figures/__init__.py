"""Every figure, defined once (统计指标): what it counts, in what unit, by which event it is dated.

After the definitions of the trade (`docs/glossary.md`); each bears its footnote wherever it is shown.
"""

from caseflow.kernel.errors import NotFound
from caseflow.reports.figures import aid, hotline, letters, mediation, officers, quality, transfer
from caseflow.reports.figures.figure import PERCENT, YUAN, Figure

__all__ = ["FIGURES", "PERCENT", "YUAN", "Figure", "figure", "groups"]

FIGURES = (
    *hotline.FIGURES,
    *aid.FIGURES,
    *letters.FIGURES,
    *mediation.FIGURES,
    *transfer.FIGURES,
    *officers.FIGURES,
    *quality.FIGURES,
)

_BY_CODE = {figure.code: figure for figure in FIGURES}


def figure(code: str) -> Figure:
    """The figure of that code.

    Raises:
        NotFound: there is none.
    """
    if code not in _BY_CODE:
        raise NotFound(f"没有“{code}”这项指标")
    return _BY_CODE[code]


def groups() -> dict[str, tuple[Figure, ...]]:
    """The figures under their headings, in order."""
    headings = dict.fromkeys(figure.group for figure in FIGURES)
    return {heading: tuple(f for f in FIGURES if f.group == heading) for heading in headings}
