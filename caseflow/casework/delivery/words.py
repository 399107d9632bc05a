"""The words of messages (消息模板): what each kind says on each form of channel, and what may stand in it.

A placeholder is written `{编号}`. Texts to people outside of the office hold no name: none is offered here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from caseflow.casework.models import Channel


class Form(StrEnum):
    """How a channel shows text."""

    MAIL = "mail"
    SHORT = "short"
    CHAT = "chat"

    @property
    def label(self) -> str:
        """The form's Chinese name."""
        return {Form.MAIL: "邮件", Form.SHORT: "短信", Form.CHAT: "群机器人"}[self]

    @property
    def longest(self) -> int:
        """Characters of a text; a text message of 300 is paid for as five."""
        return {Form.MAIL: 20_000, Form.SHORT: 300, Form.CHAT: 1_300}[self]


LONGEST_SUBJECT = 100


def form_of(channel: Channel) -> Form:
    """The form that the channel takes."""
    return {Channel.EMAIL: Form.MAIL, Channel.SMS: Form.SHORT}.get(channel, Form.CHAT)


class Template(StrEnum):
    """What kind of message it is."""

    SINGLE = "single"
    DIGEST = "digest"
    CONFIDENTIAL = "confidential"
    GROUP_DIGEST = "group_digest"
    QUERY_CODE = "query_code"
    CLOSED = "closed"
    TEST = "test"


PLACEHOLDERS = {
    "office": "单位名称",
    "text": "内容",
    "count": "条数",
    "number": "编号",
    "code": "查询码",
    "due_today": "今日到期",
    "soon": "三日内到期",
    "overdue": "已超期",
}
"""The name of a value in the code → its name in a text."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says before its placeholders are filled in."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: what may stand in it, what must, and how it reads by default."""

    template: Template
    label: str
    may: tuple[str, ...]
    must: tuple[str, ...]
    words: Mapping[Form, Words]

    def faults(self, form: Form, words: Words) -> dict[str, str]:
        """Why the words cannot be taken, by field; empty when they can."""
        texts = {"text": words.text, **({"subject": words.subject} if form is Form.MAIL else {})}
        found = {name: fault for name, text in texts.items() if (fault := self._fault(text))}
        if "text" not in found and (missing := next(self._missing(words.text), None)):
            found["text"] = f"请保留 {{{missing}}}，没有它这条消息没有用处"
        for name, longest in (("text", form.longest), ("subject", LONGEST_SUBJECT)):
            if len(texts.get(name, "")) > longest:
                found[name] = f"最多{longest}字"
        return found

    def _fault(self, text: str) -> str | None:
        if not text.strip():
            return "请填写"
        offered = [PLACEHOLDERS[name] for name in self.may]
        for written in _PLACEHOLDER.findall(text):
            if written not in offered:
                choice = "、".join(f"{{{name}}}" for name in offered)
                return f"没有 {{{written}}} 这个占位符，可以用：{choice}"
        if set("{}") & set(_PLACEHOLDER.sub("", text)):
            return "大括号没有成对，占位符请写成 {编号} 这样"
        return None

    def _missing(self, text: str) -> Iterator[str]:
        names = (PLACEHOLDERS[name] for name in self.must)
        return (name for name in names if f"{{{name}}}" not in text)


def filled(words: Words, form: Form, values: Mapping[str, object]) -> Words:
    """The words with the values in them; what is too long for the form is cut."""
    named = {PLACEHOLDERS[name]: str(value) for name, value in values.items()}

    def fill(text: str) -> str:
        return _PLACEHOLDER.sub(lambda found: named.get(found[1], ""), text)

    subject, text = " ".join(fill(words.subject).split()), fill(words.text).strip()
    return Words(_cut(subject, LONGEST_SUBJECT), _cut(text, form.longest))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _person(
    template: Template, label: str, may: tuple[str, ...], subject: str, mail: str, short: str
) -> Kind:
    words = {Form.MAIL: Words(subject, f"{mail}\n\n{{单位名称}}"), Form.SHORT: Words("", short)}
    return Kind(template, label, ("office", *may), (), words)


KINDS: Mapping[Template, Kind] = {
    kind.template: kind
    for kind in (
        _person(
            Template.SINGLE,
            "单条提醒",
            ("text",),
            "{内容}",
            "{内容}\n\n请登录系统办理。",
            "【{单位名称}】{内容}。请登录系统办理。",
        ),
        _person(
            Template.DIGEST,
            "每日汇总",
            ("text", "count"),
            "今天有 {条数} 件事需要办理",
            "您有 {条数} 件事需要办理：\n\n{内容}\n\n请登录系统办理。",
            "【{单位名称}】您有{条数}件事需要办理，请登录系统查看。",
        ),
        _person(
            Template.CONFIDENTIAL,
            "保密件提醒",
            (),
            "有一件保密件需要办理",
            "您有一件保密件需要办理，请登录系统查看。",
            "【{单位名称}】您有一件保密件需要办理，请登录系统查看。",
        ),
        Kind(
            Template.GROUP_DIGEST,
            "群每日汇总",
            ("office", "due_today", "soon", "overdue"),
            (),
            {
                Form.CHAT: Words(
                    "",
                    "**今日办件**\n已超期 {已超期} 件，今日到期 {今日到期} 件，三日内到期 {三日内到期} 件。",
                )
            },
        ),
        Kind(
            Template.QUERY_CODE,
            "查询码（发给职工）",
            ("office", "number", "code"),
            ("code",),
            {
                Form.SHORT: Words(
                    "",
                    "【{单位名称}】您反映的事项已登记，编号{编号}，查询码{查询码}。"
                    "凭查询码和电话后四位查询进度，请勿转告他人。",
                )
            },
        ),
        Kind(
            Template.CLOSED,
            "办结告知（发给职工）",
            ("office", "number"),
            (),
            {
                Form.SHORT: Words(
                    "", "【{单位名称}】您反映的事项（{编号}）已办结，可凭查询码查询结果。有疑问请拨打12351。"
                )
            },
        ),
        Kind(
            Template.TEST,
            "测试消息",
            ("office",),
            (),
            {
                Form.MAIL: Words("通道测试", "这是一封测试邮件，收到即说明通道可用。\n\n{单位名称}"),
                Form.SHORT: Words("", "【{单位名称}】这是一条测试短信，收到即说明通道可用。"),
                Form.CHAT: Words("", "**通道测试**\n这是{单位名称}的一条测试消息，收到即说明通道可用。"),
            },
        ),
    )
}
"""Every kind with its words, in the order of the page."""
