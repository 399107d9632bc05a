"""What bringing a file in asks for, and which of its columns is which."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from wtforms.validators import DataRequired, Length
from wtforms.widgets import FileInput

from caseflow.casework.wiring import MEGABYTE
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.roles import Viewer
from caseflow.ledger.batches import Brought, sources
from caseflow.ledger.files import LARGEST, TOO_LARGE
from caseflow.ledger.kinds import Kind, kinds_for
from caseflow.ledger.matching import places_in
from caseflow.web.forms import FilesField, Form, LineField, SelectField
from caseflow.web.forms.fields import offered, whole

LONGEST_NAME = 200


class BringForm(Form):
    """A file, what it is, and where it is from."""

    kind = SelectField("导入什么", [], validators=[DataRequired("请选择导入什么")])
    source = LineField(
        "来源",
        [DataRequired("请填写文件的来源"), Length(max=100, message="最多100字")],
        description="例如“东城街道台账”。列名与系统不同的，同一来源只用对应一次；放假安排写依据文件的名称",
    )
    file = FilesField(
        "文件",
        [DataRequired("请选择文件")],
        widget=FileInput(),
        description=f"xlsx 或者 CSV（自动识别 UTF-8、GB18030），不超过 {LARGEST // MEGABYTE} MB、5 万行",
    )

    def offer_to(self, viewer: Viewer) -> None:
        """Let the person choose among the kinds that the viewer may import."""
        kinds = [(kind.code, kind.label) for kind in kinds_for(viewer)]
        self.kind.choices = [*self.kind.choices, *offered(kinds)]
        self.known = sources(viewer)
        if not self.is_submitted():
            self.kind.data, self.source.data = request.args.get("kind"), request.args.get("source")

    known: Sequence[str] = ()

    def brought(self, given: dict[str, Any]) -> Brought:
        """What was sent; a file that is too large is not read.

        Raises:
            Incomplete: it is too large.
        """
        sent = given["file"][0]
        if sent.stream.seek(0, 2) > LARGEST:
            raise Incomplete({"file": TOO_LARGE})
        sent.stream.seek(0)
        name = str(sent.filename).replace("\0", "")[-LONGEST_NAME:]
        return Brought(given["kind"], given["source"], name, sent.stream.read())


def match_form(kind: Kind, header: Sequence[str], places: Mapping[str, int]) -> Form:
    """For each column of the layout, which one of the file it is; what is known already is chosen."""
    options = [(at, f"{_letters(at)}列 {name}".strip()) for at, name in enumerate(header, 1) if name.strip()]
    fields = {}
    for n, column in enumerate(kind.layout.columns):
        optional = column in kind.layout.optional
        needed = [] if optional else [DataRequired("请选择对应的列")]
        fields[f"c{n}"] = SelectField(column, options, whole, validators=needed)
    made: type[Form] = type("MatchForm", (Form,), fields)
    chosen = places or places_in(list(header), kind.layout, {})
    return made(data={f"c{n}": chosen[c] + 1 for n, c in enumerate(kind.layout.columns) if c in chosen})


def matched(kind: Kind, given: Mapping[str, Any]) -> dict[str, int]:
    """The position of each column that was chosen."""
    columns = enumerate(kind.layout.columns)
    return {column: given[f"c{n}"] - 1 for n, column in columns if f"c{n}" in given}


def beside(kind: Kind, faults: Mapping[str, str]) -> dict[str, str]:
    """Faults of columns as those of the form's fields."""
    names = {column: f"c{n}" for n, column in enumerate(kind.layout.columns)}
    return {names.get(column, column): fault for column, fault in faults.items()}


def _letters(number: int) -> str:
    """What a spreadsheet calls the column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
