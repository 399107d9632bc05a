"""Every refusal and every failure as a page that says what happened and what to do next."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException

from caseflow.kernel.errors import DomainError, Incomplete, NotFound
from caseflow.web.forms import Form


@dataclass(frozen=True, slots=True)
class Words:
    """What a page about an error says; `message` is for errors that bring no words of their own."""

    title: str
    message: str
    advice: str


WORDS = {
    400: Words(
        "请求有误", "提交的内容里有系统不能识别的字符或数字。", "请返回上一页，检查填写的内容后再提交。"
    ),
    401: Words("请先登录", "登录已经结束。", "请重新登录。"),
    403: Words("没有权限", "您的岗位不能做这件事。", "需要时请联系管理员调整岗位。"),
    404: Words("没有找到", str(NotFound()), "请检查地址，或从导航重新进入。"),
    405: Words("不能这样打开", "这个地址不能直接打开。", "请返回上一页，用页面上的按钮操作。"),
    409: Words("内容已有变化", "页面上的内容已经更新。", "请返回上一页并刷新，核对后再提交。"),
    413: Words("内容太大", "提交的内容超过了一次可以提交的大小。", "请压缩或分开提交。"),
    422: Words("现在不能办理", "办理条件还不具备。", "请返回上一页，按提示补充后再提交。"),
    429: Words("请稍后再试", "操作太频繁。", "请过一会儿再试。"),
    500: Words("系统出错", "这一步没有办成，已有内容不受影响。", "请稍后再试；仍不行时请把编号告诉管理员。"),
}
STALE_PAGE = Words(
    "页面已失效",
    "这个页面打开得太久，或者您已在别处退出，没有提交。",
    "请返回上一页，复制您填写的内容，刷新页面后再提交。",
)


def add_errors(app: Flask) -> None:
    """Answer every error of the domain, of the request and of the program itself."""
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(DataError, _unreadable)
    app.register_error_handler(OverflowError, _unreadable)


@contextmanager
def blamed(form: Form) -> Iterator[None]:
    """What a use case finds wrong with its fields is put beside them; the form is then shown again."""
    try:
        yield
    except Incomplete as incomplete:
        form.blame(incomplete.fields)


def _refused(error: DomainError) -> ResponseReturnValue:
    words = WORDS.get(error.status, WORDS[422])
    return _page(error.status, Words(words.title, str(error), words.advice))


def _failed(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    code = error.code or 500
    if code >= 500:  # noqa: PLR2004
        return _incident(code)
    words = STALE_PAGE if isinstance(error, CSRFError) else WORDS.get(code, WORDS[400])
    answer = make_response(_page(code, words))
    answer.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
    return answer


def _unreadable(error: DataError | OverflowError) -> ResponseReturnValue:
    """What the database cannot keep, such as NUL in text or a number of twenty digits."""
    current_app.logger.warning("refused by the database: %s %s", request.method, request.path, exc_info=error)
    return _page(400, WORDS[400])


def _page(code: int, words: Words) -> ResponseReturnValue:
    """A page, or for a part of a page (htmx) the bare words."""
    if "HX-Request" in request.headers:
        return words.message, code, {"Content-Type": "text/plain; charset=utf-8"}
    return render_template("error.html", words=words), code


def _incident(code: int) -> ResponseReturnValue:
    """A page that needs neither the database nor a viewer; its number leads to the traceback in the log."""
    number = secrets.token_hex(4)
    current_app.logger.error("incident %s: %s %s", number, request.method, request.path)
    page = current_app.jinja_env.get_template("incident.html")
    return page.render(words=WORDS[500], number=number), code
