"""What a page must not do behind the back of its reader: fail in the console, or call elsewhere."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

ASKED_WHO_IS_HERE = re.compile(r"/presence\b")
REFUSED = re.compile(r"the server responded with a status of (\d+)")


@dataclass
class Watch:
    """What was seen in a browser; a test says beforehand which refusals (HTTP status) it provokes.

    A page whose session has `ended` goes on asking who else is there (presence.js), and is refused each time.
    """

    home: str
    provoked: list[int] = field(default_factory=list)
    ended: bool = False
    refused: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Look at every page of the context from now on."""
        context.on("console", self._hear)
        context.on("request", self._see)
        context.on("response", self._count)
        context.on("weberror", lambda failure: self.faults.append(str(failure.error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        if found := REFUSED.search(message.text):
            self.refused.append(int(found[1]))
        else:
            self.faults.append(message.text)

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.faults.append(f"a request to {request.url}")

    def _count(self, response: Response) -> None:
        if self.ended and ASKED_WHO_IS_HERE.search(response.url):
            self.provoked.append(401)

    def check(self) -> None:
        assert self.faults == []
        assert sorted(self.refused) == sorted(self.provoked)
