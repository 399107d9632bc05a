"""What the page of a proposal says of the decision on it, whatever was proposed."""

from typing import Any

from wtforms.validators import DataRequired

from caseflow.casework import proposals
from caseflow.casework.models import Proposed, Stand
from caseflow.extensions import db
from caseflow.kernel.roles import Permission, Viewer
from caseflow.web.forms import Form, TextField


class RefusalForm(Form):
    """Why a proposal is sent back."""

    because = TextField("不批准的理由", [DataRequired("请写明不批准的理由")])


def deciding(row: Proposed, form: RefusalForm, viewer: Viewer) -> dict[str, Any]:
    """The proposal, who had to do with it, and what the viewer may do about it."""
    waits, own = row.stand is Stand.WAITING, row.proposed_by == viewer.user_id
    may = waits and viewer.can(Permission.RULES)
    return {
        "row": row,
        "names": proposals.names(db.session(), [row]),
        "form": form,
        "waits": waits,
        "may_decide": may and not own,
        "may_withdraw": may and own,
    }
