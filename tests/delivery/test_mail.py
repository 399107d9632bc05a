"""Mail against a server that speaks SMTP, well or badly."""

import socket
import ssl
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from caseflow.casework.delivery.channels import Parcel, Route, SendFailed, SendRefused, mail, send
from caseflow.casework.models import Channel, Security
from tests import given
from tests.delivery import servers
from tests.delivery.certificates import certificate
from tests.delivery.servers import Mailbox

AT = given.moment("2026-09-16 10:00")
LETTER = Parcel(
    key="0f0f-key", to="ren@example.com", subject="今天有 2 件事需要办理", text="**有事**\n请办理"
)


def mailed(port: int, **route: Any) -> str:
    known = {"channel": Channel.EMAIL, "address": "127.0.0.1", "sender": "union@example.com"}
    return send(Route(port=port, **(known | route)), LETTER, AT)


def test_a_mail_arrives_with_subject_text_and_the_key_as_its_id() -> None:
    box = Mailbox()
    with servers.mail(box) as port:
        assert mailed(port) == "邮件服务器已接收"
    (envelope,) = box.mails
    assert envelope.rcpt_tos == ["ren@example.com"]
    found = message_from_bytes(envelope.content, policy=policy.default)  # type: ignore[arg-type]
    assert (found["Subject"], found["From"]) == (LETTER.subject, "union@example.com")
    assert found["Message-ID"] == f"<{LETTER.key}@example.com>"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found.get_content().split() == LETTER.text.split()


@pytest.mark.parametrize(
    ("box", "kind", "why"),
    [
        (Mailbox(recipient="550 no such user"), SendRefused, "550"),
        (Mailbox(recipient="450 mailbox busy"), SendFailed, "450"),
        (Mailbox(data="554 looks like spam"), SendRefused, "554"),
        (Mailbox(data="451 try later"), SendFailed, "451"),
    ],
)
def test_what_stays_is_refused_and_what_passes_has_failed(
    box: Mailbox, kind: type[Exception], why: str
) -> None:
    with servers.mail(box) as port, pytest.raises(kind, match=why):
        mailed(port)


def test_a_line_that_should_be_protected_and_is_not_carries_nothing() -> None:
    box = Mailbox()
    with servers.mail(box) as port, pytest.raises(SendFailed, match="不支持所选的加密方式"):
        mailed(port, security=Security.STARTTLS)
    assert box.mails == []


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize("trusted", [True, False])
def test_a_protected_line_needs_a_certificate_that_is_trusted(
    security: Security, *, trusted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    box = Mailbox()
    tls = {"ssl_context": context} if security is Security.TLS else {"tls_context": context}
    with servers.mail(box, **tls) as port:
        if trusted:
            mailed(port, security=security)
        else:
            with pytest.raises(SendFailed, match="证书无效"):
                mailed(port, security=security)
    assert len(box.mails) == int(trusted)


def test_a_password_that_is_wrong_is_a_fault_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"authenticator": _only_right, "auth_require_tls": False}
    with servers.mail(Mailbox(), **options) as port:
        with pytest.raises(SendFailed, match="535"):
            mailed(port, username="union", secret="wrong")
        assert mailed(port, username="union", secret="right")


def _only_right(server: Any, session: Any, envelope: Any, mechanism: str, auth_data: Any) -> Any:
    return AuthResult(success=auth_data.password == b"right", handled=False)


def test_a_mail_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "CONNECT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(SendFailed, match="没有回应"):
        mailed(mute.getsockname()[1])


def test_time_goes_into_the_date_of_a_mail() -> None:
    box = Mailbox()
    with servers.mail(box) as port:
        send(
            Route(channel=Channel.EMAIL, address="127.0.0.1", port=port, sender="union@example.com"),
            LETTER,
            AT + timedelta(days=1),
        )
    found = message_from_bytes(box.mails[0].content, policy=policy.default)  # type: ignore[arg-type]
    assert found["Date"].datetime == AT + timedelta(days=1)
