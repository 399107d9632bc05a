"""The papers of labour-law supervision (一函两书及其配套文书, domain §4.2–4.6)."""

from caseflow.notice.documents.following import FOLLOWING
from caseflow.notice.documents.judging import JUDGING
from caseflow.notice.documents.letters import LETTERS
from caseflow.notice.documents.serving import SERVING

PAPERS = (*LETTERS, *SERVING, *JUDGING, *FOLLOWING)
