"""Messages that leave the house: the ways out, what became of each message, the words, one's own wishes."""

from caseflow.web.delivery import gateways, letters, wishes, wordings

PAGES = (gateways.pages, letters.pages, wordings.pages, wishes.pages)
