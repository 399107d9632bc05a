"""The four letters of labour-law supervision as data: 提示函, 公开提示函, 意见书, 建议书 (domain §2.3)."""

from caseflow.notice.process.facts import NoticeFacts
from caseflow.notice.process.opinion import OPINION
from caseflow.notice.process.public_reminder import PUBLIC_REMINDER
from caseflow.notice.process.recommendation import RECOMMENDATION
from caseflow.notice.process.reminder import REMINDER

__all__ = ["OPINION", "PUBLIC_REMINDER", "RECOMMENDATION", "REMINDER", "NoticeFacts"]
