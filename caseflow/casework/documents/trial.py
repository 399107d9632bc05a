"""A template tried in a process of its own, which is ended when it takes too long (试排).

`python -m caseflow.casework.documents.trial` reads the sheets and the template as JSON, and prints what is
wrong, if anything is.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from caseflow.casework.documents import printing, word
from caseflow.casework.documents.printing import ROOT, BadTemplate, Sheet
from caseflow.casework.models import TemplateFormat
from caseflow.casework.wiring import Wiring, connect, wired
from caseflow.kernel.errors import DomainError

LONGEST = 60
"""Seconds that a template may take for its samples."""


def attempt(format: TemplateFormat, source: bytes, sheets: Sequence[Sheet]) -> None:  # noqa: A002 - a column
    """Draw the samples by the template.

    Raises:
        BadTemplate: it does not draw them, or not in time.
    """
    asked = {
        "format": format.value,
        "source": base64.b64encode(source).decode(),
        "sheets": [vars(sheet) for sheet in sheets],
        "fonts": wired().font_folder,
    }
    command = [sys.executable, "-m", "caseflow.casework.documents.trial"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(asked),
            cwd=ROOT.parents[1],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise BadTemplate(f"模板排版超过 {LONGEST} 秒，没有采用。请检查是否有循环。") from late
    if done.returncode:
        raise BadTemplate("模板使排版程序停止，没有采用。请检查模板。")
    if done.stdout:
        raise BadTemplate(done.stdout)


def main() -> None:
    """Try what stands on the input."""
    asked = json.load(sys.stdin)
    connect(Wiring(font_folder=asked["fonts"]))
    source = base64.b64decode(asked["source"])
    try:
        for each in asked["sheets"]:
            _draw(TemplateFormat(asked["format"]), source, Sheet(**each))
    except DomainError as fault:
        sys.stdout.write(str(fault))


def _draw(format: TemplateFormat, source: bytes, sheet: Sheet) -> None:  # noqa: A002 - a column
    if format is TemplateFormat.PDF:
        printing.pdf(sheet, source, datetime(2026, 1, 1, tzinfo=UTC))
    else:
        word.filled(source, sheet)


if __name__ == "__main__":
    main()
