"""The clocks of a proceeding that are over, drawn when somebody unfolds them (已结束的期限)."""

from flask import render_template, request

from caseflow.casework import clocks
from caseflow.extensions import db
from caseflow.web.proceedings.bars import bars
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import opened


def ended(family: Family, id: int) -> str:
    """They, as a part of the case page or on a page of their own."""
    file, now = opened(family, id)
    every = bars(file.proceeding.definition, clocks.of(file.proceeding, db.session()), now)
    over = [bar for bar in every if bar.ended]
    if "HX-Request" in request.headers:
        return render_template("proceedings/ended.html", bars=over, id=id)
    return render_template("proceedings/ended_page.html", bars=over, strip=strip_of(file, now))
