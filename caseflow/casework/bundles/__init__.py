"""Files bound into one PDF: cover, list of contents, papers and attachments with page stamps (卷宗装订)."""

from typing import TYPE_CHECKING

from caseflow.lazily import lazily

if not TYPE_CHECKING:  # a checker sees the modules themselves; both need pypdf
    binding = lazily("caseflow.casework.bundles.binding")
    leaves = lazily("caseflow.casework.bundles.leaves")
