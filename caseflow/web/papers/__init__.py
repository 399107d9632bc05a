"""Pages about documents of no single proceeding: numbers, templates, whether a paper is genuine."""

from caseflow.web.papers import ledger, templates, verify

PAGES = (ledger.pages, templates.pages, verify.pages)
