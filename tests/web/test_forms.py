"""What people type becomes typed values, or comes back with a reason and nothing lost."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from caseflow.accounts.models import User
from caseflow.kernel.errors import Conflict, GuardRefused, Incomplete, NotFound
from caseflow.kernel.machine import STAY, Datum, Kind, Transition
from caseflow.kernel.roles import SYSTEM, Role
from caseflow.registry import PROCESSES
from caseflow.web.forms import ActForm, form_for
from tests import given

FRUIT = (("apple", "苹果"), ("pear", "梨"))
MANY = tuple((f"c{n}", f"选项{n}") for n in range(6))


@pytest.fixture
def desk() -> Flask:
    """An application without a database, for forms that name no people."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False, WTF_I18N_ENABLED=False)
    return app


def form_of(*needs: Datum, viewer: Any = SYSTEM) -> type[ActForm]:
    return form_for(Transition("try", "试", ("a",), STAY, (Role.OPERATOR,), needs=needs), viewer)


def sent(app: Flask, datum: Datum, *values: str) -> ActForm:
    """The form after somebody has sent it with these values."""
    with app.test_request_context(method="POST", data={datum.name: list(values)}):
        form = form_of(datum)()
        form.validate()
        return form


def value(app: Flask, kind: Kind, text: str, **more: Any) -> Any:
    form = sent(app, Datum("x", "事项", kind, **more), text)
    assert not form.errors, form.errors
    return form.given().get("x")


def fault(app: Flask, kind: Kind, text: str, **more: Any) -> str:
    form = sent(app, Datum("x", "事项", kind, **more), text)
    (message,) = form.errors["x"]
    return str(message)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.LINE, "  王某 ", "王某"),
        (Kind.TEXT, "一\r\n二\r\n", "一\n二"),
        (Kind.DATE, "2026-8-3", date(2026, 8, 3)),
        (Kind.DATE, "2026年8月3日", date(2026, 8, 3)),
        (Kind.DATE, "２０２６／０８／０３", date(2026, 8, 3)),
        (Kind.DATE, "20260803", date(2026, 8, 3)),
        (Kind.MOMENT, "2026-08-03T14:05", datetime(2026, 8, 3, 6, 5, tzinfo=UTC)),
        (Kind.MOMENT, "2026年8月3日 0时5分", datetime(2026, 8, 2, 16, 5, tzinfo=UTC)),
        (Kind.NUMBER, "１，２３４", 1234),
        (Kind.MONEY, "12,000.5", Decimal("12000.50")),
        (Kind.MONEY, "￥１２０００元", Decimal("12000.00")),
        (Kind.YES, "y", True),
        (Kind.CONFIRMED, "y", True),
    ],
)
def test_what_is_typed_is_read(desk: Flask, kind: Kind, text: str, expected: object) -> None:
    assert value(desk, kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (Kind.LINE, "", "请填写事项"),
        (Kind.LINE, "长" * 201, "事项最多200字"),
        (Kind.LINE, "a\0b", "不能包含空字符，请重新输入"),
        (Kind.DATE, "8月3日", "请按 2026-8-3 或 2026年8月3日 的格式填写日期"),
        (Kind.DATE, "2026-2-30", "没有这一天，请核对日期"),
        (Kind.MOMENT, "2026-8-3", "请填写日期和时间，例如 2026-8-3 14:05"),
        (Kind.MOMENT, "2026-8-3 25:00", "没有这个时间，请核对"),
        (Kind.NUMBER, "三", "请填写整数，例如 12"),
        (Kind.NUMBER, "9" * 20, "请填写整数，例如 12"),
        (Kind.MONEY, "1.005", "金额最多两位小数"),
        (Kind.MONEY, "NaN", "请填写金额，例如 12000.50"),
        (Kind.MONEY, "1e30", "请填写金额，例如 12000.50"),
        (Kind.MONEY, "9" * 13, "金额过大，请核对单位是否为元"),
    ],
)
def test_what_cannot_be_read_comes_back_with_a_reason(
    desk: Flask, kind: Kind, text: str, message: str
) -> None:
    assert fault(desk, kind, text) == message


def test_the_bounds_of_a_datum_are_its_own(desk: Flask) -> None:
    assert fault(desk, Kind.NUMBER, "0", least=1) == "事项不能少于1"
    assert value(desk, Kind.NUMBER, "0") == 0


def test_what_was_typed_is_shown_again(desk: Flask) -> None:
    form = sent(desk, Datum("x", "事项", Kind.DATE), "八月三日")
    assert 'value="八月三日"' in str(form.x())
    form = sent(desk, Datum("x", "事项", Kind.LINE), "a\0b")
    assert 'value="ab"' in str(form.x())


def test_a_box_must_be_ticked_only_when_it_confirms(desk: Flask) -> None:
    assert not sent(desk, Datum("x", "实名", Kind.YES)).errors
    assert sent(desk, Datum("x", "已核对", Kind.CONFIRMED)).errors == {"x": ["请确认：已核对"]}
    assert sent(desk, Datum("x", "实名", Kind.YES)).given() == {"x": False}


def test_few_choices_are_in_sight_and_many_in_a_list(desk: Flask) -> None:
    assert 'type="radio"' in str(sent(desk, Datum("x", "水果", Kind.CHOICE, choices=FRUIT)).x())
    assert "<select" in str(sent(desk, Datum("x", "选项", Kind.CHOICE, choices=MANY)).x())


@pytest.mark.parametrize("choices", [FRUIT, MANY])
def test_only_what_is_offered_can_be_chosen(desk: Flask, choices: tuple[tuple[str, str], ...]) -> None:
    first = choices[0][0]
    assert value(desk, Kind.CHOICE, first, choices=choices) == first
    assert fault(desk, Kind.CHOICE, "stone", choices=choices) == "请从列表中选择"
    assert fault(desk, Kind.CHOICE, "", choices=choices) == "请填写事项"
    assert value(desk, Kind.CHOICE, "", choices=choices, required=False) is None


def test_an_optional_choice_can_be_left_open(desk: Flask) -> None:
    form = sent(desk, Datum("x", "水果", Kind.CHOICE, choices=FRUIT, required=False))
    assert not form.errors
    assert "不填" in str(form.x())


def test_people_are_those_of_the_role_within_reach(app: Flask) -> None:
    handler, lawyer = given.person(Role.HANDLING_UNIT), given.person(Role.LAWYER)
    datum = Datum("who", "承办人", Kind.PERSON, roles=(Role.HANDLING_UNIT,))
    with app.test_request_context():
        shown = str(form_of(datum, viewer=given.viewer(Role.MANAGER))().who())
    assert f"{handler.name}（{handler.unit.name}）" in shown
    assert lawyer.name not in shown


def test_somebody_out_of_reach_cannot_be_named(app: Flask) -> None:
    datum = Datum("who", "承办人", Kind.PERSON, roles=(Role.HANDLING_UNIT,))
    inside = given.person(Role.HANDLING_UNIT)
    outside = given.user(Role.HANDLING_UNIT, unit=given.unit_tree().town)
    viewer = given.viewer(inside)

    def named(user: User) -> dict[str, Any]:
        with app.test_request_context(method="POST", data={"who": str(user.id)}):
            form = form_of(datum, viewer=viewer)()
            form.validate()
            return dict(form.errors)

    assert named(inside) == {}
    assert named(outside) == {"who": ["请从列表中选择"]}


def test_several_people_are_ticked(app: Flask) -> None:
    two = [given.person(Role.SUPERVISOR), given.person(Role.SUPERVISOR, 2)]
    datum = Datum("who", "监督员", Kind.PEOPLE, roles=(Role.SUPERVISOR,), least=2)
    viewer = given.viewer(Role.MANAGER)
    with app.test_request_context(method="POST", data={"who": [str(user.id) for user in two]}):
        form = form_of(datum, viewer=viewer)()
        assert form.validate()
        assert form.given() == {"who": tuple(user.id for user in two)}
    with app.test_request_context(method="POST", data={"who": [str(two[0].id)] * 2}):
        form = form_of(datum, viewer=viewer)()
        assert not form.validate()
        assert form.errors == {"who": ["监督员不能少于2"]}


def test_units_are_grouped(app: Flask) -> None:
    units = given.unit_tree()
    datum = Datum("unit_id", "承办单位", Kind.UNIT)
    with app.test_request_context(method="POST", data={"unit_id": str(units.street.id)}):
        form = form_of(datum, viewer=given.viewer(Role.MANAGER))()
        assert form.validate()
        assert form.given() == {"unit_id": units.street.id}
    assert '<optgroup label="街道工会">' in str(form.unit_id())


@pytest.mark.parametrize("process", PROCESSES.values(), ids=lambda process: str(process.name))
def test_every_action_of_every_process_has_a_form(app: Flask, process: Any) -> None:
    viewer = given.viewer(Role.MANAGER)
    with app.test_request_context():
        for transition in process.transitions:
            form = form_for(transition, viewer)()
            assert [field.name for field in form.shown()] == [datum.name for datum in transition.needs]
            assert form.given() is not None


def refused_with(desk: Flask, error: Exception) -> ActForm:
    def use_case(_: object) -> None:
        raise error

    with desk.test_request_context(method="POST", data={"x": "内容"}):
        form = form_of(Datum("x", "事项"))()
        assert form.submit(use_case) is None
        return form


def test_a_refusal_stands_on_the_form_with_its_status(desk: Flask) -> None:
    form = refused_with(desk, GuardRefused("请先登记首次联系"))
    assert (form.status, form.form_errors) == (422, ["请先登记首次联系"])
    assert refused_with(desk, Conflict()).status == 409
    form = refused_with(desk, Incomplete({"x": "太短", "y": "缺少附件"}))
    assert (list(form.x.errors), form.form_errors) == (["太短"], ["缺少附件"])


def test_what_is_out_of_scope_is_no_matter_of_the_form(desk: Flask) -> None:
    with pytest.raises(NotFound):
        refused_with(desk, NotFound())
