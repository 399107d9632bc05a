"""A person at a browser: what they click, type, choose and see, in the words of the page."""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from playwright.sync_api import Locator, Page, expect

from tests import given
from tests.browser.watch import Watch

Answer: TypeAlias = str | bool | tuple[str, ...]
Answers: TypeAlias = Mapping[str, Answer]
"""Label → what is typed, the option chosen, True for a box that is ticked, the options ticked."""


def named(label: str) -> re.Pattern[str]:
    """The label of a field, which may be marked as one that must be filled in."""
    return re.compile(rf"^{re.escape(label)}(必填)?$")


class Desk:
    """One page in a browser of one's own."""

    def __init__(self, page: Page, watch: Watch) -> None:
        self.page = page
        self.watch = watch
        self.person = ""
        self.sessions: dict[str, Any] = {}

    def is_left_to(self, login: str) -> None:
        """Somebody else sits down, whose session is the one of before."""
        context = self.page.context
        self.sessions[self.person] = context.cookies()
        context.clear_cookies()
        context.add_cookies(self.sessions.get(login, []))
        self.arrives(login)

    def arrives(self, login: str, password: str = given.PASSWORD) -> None:
        """Open the start page; whose session has ended signs in again."""
        self.person = login
        self.page.goto("/")
        if "/sign-in" in self.page.url:
            self.fills({"登录名": login, "密码": password})
            self.presses("登录")

    def follows(self, name: str | re.Pattern[str]) -> None:
        """Click a link."""
        self._leaves_by(self.page.get_by_role("link", name=name, exact=True).first)

    def _leaves_by(self, way: Locator) -> None:
        """Click what leads to another page, and wait for it: a second click must not hit the old one."""
        with self.page.expect_navigation():
            way.click()

    def unfolds(self, text: str) -> None:
        """Click a line that has more below it."""
        self.page.locator("summary", has_text=text).first.click()

    def finds(self, number: str, tab: str = "本单位") -> None:
        """Look for a proceeding in the queue, where it is nobody's or somebody else's move."""
        self.follows("队列")
        self._leaves_by(self.page.get_by_role("main").get_by_role("link", name=tab))
        self.follows(number)

    def presses(self, name: str, refused: int | None = None) -> None:
        """Click the button of a form; `refused` is the status with which the answer refuses what was sent."""
        if refused:
            self.watch.provoked.append(refused)
        self._leaves_by(self.page.get_by_role("button", name=name, exact=True))

    def fills(self, answers: Answers) -> None:
        for label, answer in answers.items():
            self._fill(self.field(label), answer)

    def _fill(self, field: Locator, answer: Answer) -> None:
        if isinstance(answer, bool):
            field.set_checked(answer)
            return
        chosen = answer if isinstance(answer, tuple) else (answer,)
        match field.evaluate("field => field.localName"):
            case "fieldset":
                for option in chosen:
                    field.get_by_label(option, exact=True).check()
            case "select":
                field.select_option(label=chosen)
            case _:
                field.fill(*chosen)

    def field(self, label: str) -> Locator:
        """The box of that label, or the group of boxes."""
        legend = self.page.locator("legend", has_text=named(label))
        return self.page.locator("fieldset", has=legend).or_(self.page.get_by_label(named(label)))

    def acts(self, label: str, answers: Answers | None = None) -> None:
        """Take an action on the page of a proceeding, from its button to the page that says it is done."""
        self.chooses(label)
        self.fills(answers or {})
        self.presses(f"确认{label}")
        expect(self.page.get_by_role("status").filter(has_text=f"已办理“{label}”")).to_be_visible()

    def opens(self, process: str, answers: Answers) -> None:
        """Open another proceeding from the page of one."""
        self.page.get_by_text("发起关联办理", exact=True).click()
        self.follows(process)
        self.fills(answers)
        self.presses(f"发起{process}")
        expect(self.page.get_by_role("status").filter(has_text=f"已发起{process}。")).to_be_visible()

    def chooses(self, label: str) -> None:
        """Click the button of an action; one of many is in the menu beside them."""
        bar = self.page.get_by_role("region", name="办理", exact=True)
        link = bar.get_by_role("link", name=label, exact=True, include_hidden=True)
        if not link.is_visible():
            bar.get_by_text("更多", exact=True).click()
        self._leaves_by(link)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def sees_strip(self, parts: Mapping[str, str]) -> None:
        """The head of a page about a proceeding: its parts by their headings."""
        for heading, text in parts.items():
            part = self.page.locator("dl.strip > div", has=self.page.get_by_text(heading, exact=True))
            expect(part.locator("dd")).to_contain_text(text)

    def sees_refused(self, label: str, reason: str) -> None:
        """An action is shown, but closed, with the reason."""
        button = self.page.get_by_role("button", name=label, exact=True)
        expect(button).to_be_disabled()
        expect(self.page.get_by_role("listitem").filter(has=button)).to_contain_text(reason)
