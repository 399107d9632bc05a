"""Messages leave the house: mail, text messages and the robots of group chats (消息投递).

Whoever causes a message calls `post` in the transaction of the cause; `deliver` sends what is due.
"""

from caseflow.casework.delivery.posting import Letter, forward, post, told_outside
from caseflow.casework.delivery.words import Template

__all__ = ["Letter", "Template", "forward", "post", "told_outside"]
