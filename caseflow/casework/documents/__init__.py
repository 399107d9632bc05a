"""Official documents: declared as data, filled from the proceeding, printed, signed, kept (文书)."""

from typing import TYPE_CHECKING

from caseflow.lazily import lazily

if not TYPE_CHECKING:  # a checker sees the module itself, which needs python-docx
    word = lazily("caseflow.casework.documents.word")
