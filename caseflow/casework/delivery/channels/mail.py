"""Mail by SMTP; a line that should be protected and is not carries nothing."""

import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from caseflow.casework.delivery.channels.http import CONNECT, READ, SHOWN, check_outside
from caseflow.casework.delivery.channels.parcels import Parcel, Route, SendFailed, SendRefused
from caseflow.casework.models import Security

PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}

_NEVER = 500
"""Answers from here on stay the same however often one asks."""


def send(route: Route, parcel: Parcel, at: datetime) -> str:
    """Hand the mail to the server; what the server says when it has it is no longer waited for."""
    check_outside(route, route.address, route.port)
    try:
        server = _connected(route)
        try:
            if route.username:
                server.login(route.username, route.secret)
            server.send_message(_message(route, parcel, at))
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        raise _fault(code, said) from refused
    except smtplib.SMTPDataError as refused:
        raise _fault(refused.smtp_code, refused.smtp_error) from refused
    except smtplib.SMTPResponseException as fault:
        raise SendFailed(_shown(fault.smtp_code, fault.smtp_error)) from fault
    except (OSError, smtplib.SMTPException) as fault:
        raise SendFailed(_why(fault)) from fault
    return "邮件服务器已接收"


def _connected(route: Route) -> smtplib.SMTP:
    """A line to the server, protected as asked for.

    Raises:
        smtplib.SMTPNotSupportedError: the server offers no STARTTLS; nothing is sent in the clear then.
    """
    port, us = route.port or PORTS[route.security], route.sender.rpartition("@")[2]
    if route.security is Security.TLS:
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            route.address, port, local_hostname=us, timeout=CONNECT, context=context
        )
    else:
        server = smtplib.SMTP(route.address, port, local_hostname=us, timeout=CONNECT)
    if server.sock is not None:
        server.sock.settimeout(READ)
    if route.security is Security.STARTTLS:
        _protect(server)
    return server


def _protect(server: smtplib.SMTP) -> None:
    try:
        server.starttls(context=ssl.create_default_context())
    except (OSError, smtplib.SMTPException):
        server.close()
        raise


def _message(route: Route, parcel: Parcel, at: datetime) -> EmailMessage:
    """The mail; its id is made of the key, so that a mailbox that has it already can tell."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = route.sender, parcel.to, parcel.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{parcel.key}@{route.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(parcel.text)
    return message


def _fault(code: int, said: bytes | str) -> SendFailed | SendRefused:
    shown = _shown(code, said)
    return SendRefused(shown) if code >= _NEVER else SendFailed(shown)


def _shown(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"SMTP {code}：{text}"[:SHOWN]


def _why(fault: Exception) -> str:
    if isinstance(fault, TimeoutError) or "timed out" in str(fault):
        return "邮件服务器没有回应"
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return "邮件服务器不支持所选的加密方式，没有发送"
    if isinstance(fault, ssl.SSLError):
        return "邮件服务器的证书无效，没有发送"
    return f"与邮件服务器的连接中断（{type(fault).__name__}）"
