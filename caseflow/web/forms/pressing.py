"""Buttons that stand beside a row and need nothing typed (列表按钮)."""

from collections.abc import Callable

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from caseflow.web.forms.base import Form


def press(
    use_case: Callable[[], object], *, said: str, back: str, page: Callable[[Form], str]
) -> ResponseReturnValue:
    """Do it and go `back`, with what is `said` then; or show the page with the refusal.

    Raises:
        NotFound: what the row is about is out of scope.
    """
    pressed = Form()
    if pressed.submit(lambda _: use_case()):
        flash(said, "success")
        return redirect(back, 303)
    return page(pressed), pressed.status
