"""The book of rules: periods, local figures, proposals and what they would do (规则)."""

from caseflow.web.rules import book, parameters, trying, versions

PAGES = (book.pages, versions.pages, trying.pages, parameters.pages)
