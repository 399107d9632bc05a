"""Forms about files: what they are for, why one counts no more (附件)."""

from collections.abc import Mapping
from typing import Any

from wtforms.validators import DataRequired

from caseflow.casework.catalogues import SIGNED_COPY
from caseflow.casework.filetypes import ACCEPTED
from caseflow.casework.models import ANNEX, Attachment, Material
from caseflow.casework.uploads import Meaning
from caseflow.casework.wiring import MEGABYTE, wired
from caseflow.kernel.machine import Datum, Kind, Process
from caseflow.web.forms import CheckField, FilesField, Form, LineField, SelectField
from caseflow.web.forms.build import Fits
from caseflow.web.forms.fields import offered
from caseflow.web.proceedings.values import asked_in

PROVEN = frozenset(
    {
        *("proof", "evidence", "evidence_list", "evidence_index", "rectification_evidence", "sharing_proof"),
        *("service_photos", "reply_file", "notes"),
    }
)
"""What actions ask for that a file may back."""

_REASON = Datum("reason", "理由", Kind.LINE)


class WithdrawForm(Form):
    """Why a file counts no more."""

    reason = LineField(
        _REASON.label, [Fits(_REASON)], description="例如“传错了案件”。附件保留备查，不再作为材料"
    )


class MeaningForm(Form):
    """What files are for."""

    proves = SelectField("证明", [], description="证明哪一项内容，或者是哪份文书的签署件")
    material = SelectField("材料种类", [(one.value, one.label) for one in Material])
    redacted = CheckField("已隐去投诉人身份，可以随函对外提供")

    def offer_answers(self, process: Process) -> None:
        """Let people say which answer of the process the files back, or of which document they are copies."""
        copies = [(f"{SIGNED_COPY}{code}", label) for code, label in signed_in(process).items()]
        self.proves.choices = offered(
            {"": [("", "一般材料")], "材料": list(proven(process).items()), "文书的签署件": copies}
        )

    def meaning(self, data: Mapping[str, Any]) -> Meaning:
        """What was said of them."""
        return Meaning(data.get("proves", ""), material_of(data), bool(data.get("redacted")))


class UploadForm(MeaningForm):
    """Files, and what they are for."""

    files = FilesField("选择文件", [DataRequired("请选择要上传的文件")])

    def shown(self) -> list[Any]:
        """The files first."""
        return [self.files, self.proves, self.material, self.redacted]

    def offer(self, process: Process) -> None:
        """Say what may be sent, and let people choose what it is for."""
        self.offer_answers(process)
        self.files.description = (
            f"{ACCEPTED}。每个不超过 {wired().largest_file // MEGABYTE} MB，可以一次选多个。"
        )


def proven(process: Process) -> dict[str, str]:
    """What files of the process may back, in words."""
    return {name: datum.label for name, datum in asked_in(process).items() if name in PROVEN}


def signed_in(process: Process) -> dict[str, str]:
    """The documents of the process of which signed copies are kept, in words."""
    papers = wired().papers
    entries = wired().catalogue(process.name).entries
    codes = (code for entry in entries for code in entry.papers if code in papers)
    return {code: papers[code].label for code in codes if process.name in papers[code].processes}


def material_of(data: Mapping[str, Any]) -> Material | None:
    return Material(data["material"]) if data.get("material") else None


def said_of(file: Attachment, process: Process) -> str:
    """What the file proves, or of which document it is the signed copy, and its kind."""
    if file.proves == ANNEX:
        return "随函附卷"
    code = file.proves.removeprefix(SIGNED_COPY)
    backs = signed_in(process).get(code, "") if code != file.proves else proven(process).get(file.proves, "")
    signed = f"{backs}（签署件）" if code != file.proves and backs else backs
    return " · ".join(filter(None, (signed, file.material.label if file.material else "")))
