"""Writing a letter: facts, articles, demands, and the letter beside the form (拟稿向导)."""

from caseflow.notice.wizard.form import LetterForm
from caseflow.notice.wizard.page import PAPERS, shown
from caseflow.web.proceedings.writing import Writing

WRITING = Writing(LetterForm, "notice/wizard.html", shown)
WRITINGS = {(process, action): WRITING for process in PAPERS for action in ("draft", "revise")}
"""The letters are written so, whether they are begun, grow from another proceeding, or are mended."""
