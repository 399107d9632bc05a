"""What a rule makes of a clock, and how its stages are written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.kernel.calendar import Days, Hours, Months, UnreadablePeriod, Until, WorkingDays, parse_period
from caseflow.kernel.ladder import DUTY, RIGHT, WINDOW, Recipient
from caseflow.kernel.machine import Clock, Mode
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark, Rule, RuleBook
from caseflow.kernel.stages import UnreadableLadder, ladder_like, stage_of, stages_text
from caseflow.kernel.terms import NOT_EXTENDABLE, Extension, Terms
from tests.kernel.published import CALENDAR, day

CLOCK = Clock(
    "XX1",
    "测试期限",
    ("open",),
    WorkingDays(5),
    "测试办法",
    Mark.HOUSE,
    paused_while=("resting",),
    extension=Extension(1, WorkingDays(5), Role.MANAGER),
    on_lapse="urge",
    may_lapse=("close",),
)
PLAIN = Rule("XX1", WorkingDays(8), "新办法", Mark.ELSEWHERE, version="规则1")


def under(**terms: object) -> Clock:
    return CLOCK.under(replace(PLAIN, terms=Terms(**terms)))  # type: ignore[arg-type]


def test_the_declared_rule_leaves_the_clock_as_it_is() -> None:
    assert CLOCK.under(Rule("XX1", WorkingDays(5), "测试办法", Mark.HOUSE)) is CLOCK


def test_a_rule_changes_what_it_says_and_nothing_else() -> None:
    ruled = under()
    assert (ruled.within, ruled.basis, ruled.mark) == (WorkingDays(8), "新办法", Mark.ELSEWHERE)
    assert replace(ruled, within=CLOCK.within, basis=CLOCK.basis, mark=CLOCK.mark) == CLOCK
    assert under(extension=NOT_EXTENDABLE).extension == NOT_EXTENDABLE
    assert under(on_lapse="").on_lapse == ""
    assert under(on_lapse="close").on_lapse == "close"
    assert under(pausable=True) == ruled


def test_a_clock_that_may_not_rest_runs_where_it_would_have_rested() -> None:
    ruled = under(pausable=False)
    assert [ruled.mode(state) for state in ("open", "resting", "closed")] == [Mode.RUNS, Mode.RUNS, Mode.OFF]
    assert ruled.under(replace(PLAIN, terms=Terms(pausable=False))) == ruled


def test_a_clock_keeps_the_rule_it_started_under() -> None:
    declared = Rule("XX1", WorkingDays(5), "测试办法", Mark.HOUSE)
    later = replace(PLAIN, version="规则2", effective_from=day("2026-09-01"))
    book = RuleBook([declared], [PLAIN, later])
    assert book.rule("XX1", day("2026-09-01"), "500119") is later
    assert book.pinned("XX1", "规则1") is PLAIN
    assert book.pinned("XX1", "默认") is declared
    assert book.overridden("XX1")
    assert not book.overridden("XX2")


@pytest.mark.parametrize("text", ["15d-fixed", "15wd-fixed", "12m-fixed", "until-fixed"])
def test_a_period_whose_last_day_stays_is_written_and_read(text: str) -> None:
    period = parse_period(text)
    assert period.encode() == text
    assert period.text.endswith("（末日不顺延）")


@pytest.mark.parametrize("text", ["2h-fixed", "5min-fixed", "same-day-fixed", "until-1wd-fixed", "-fixed"])
def test_what_never_moves_is_not_told_to_stay(text: str) -> None:
    with pytest.raises(UnreadablePeriod):
        parse_period(text)


@pytest.mark.parametrize(
    ("period", "start"), [(Days(15), "2026-09-18"), (Months(1), "2026-09-03"), (Until(), "2026-10-03")]
)
def test_a_last_day_that_does_not_roll_is_the_nominal_one(period: Days | Months | Until, start: str) -> None:
    moving, staying = (p.due(day(start), CALENDAR) for p in (period, replace(period, rolls=False)))
    assert (moving.nominal, moving.rolled) == (day("2026-10-03"), day("2026-10-08"))
    assert (staying.nominal, staying.rolled) == (day("2026-10-03"), day("2026-10-03"))
    assert staying.trace[-1].day == day("2026-10-03")
    assert period != replace(period, rolls=False)


OFFSETS = st.none() | st.integers(-365, 0)
STAGES = st.lists(
    st.builds(stage_of, OFFSETS, st.sampled_from(Recipient), st.just(""), st.just(DUTY.counting)),
    min_size=1,
    max_size=12,
    unique_by=lambda stage: stage.code,
)


@given(STAGES)
def test_stages_are_read_as_they_were_written(stages: list) -> None:  # type: ignore[type-arg]
    ladder = ladder_like(DUTY, stages_text(stages))
    assert ladder.stages == tuple(stages)
    assert (ladder.code, ladder.counting) == (DUTY.code, DUTY.counting)
    assert all(len(stage.code) <= 10 for stage in ladder.stages)


def test_the_declared_ladders_can_be_written() -> None:
    for ladder in (DUTY, RIGHT):
        again = ladder_like(ladder, stages_text(ladder.stages)).stages
        assert [(s.offset, s.to, s.card, s.label) for s in again] == [
            (s.offset, s.to, s.card, s.label) for s in ladder.stages
        ]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "1 到 12 级"),
        ("soon:handler", "无法识别"),
        ("-3:nobody", "无法识别"),
        ("-366:handler", "最多365天"),
        ("0:handler:red", "之后"),
        ("half:handler:yellow", "之后"),
        ("1:handler", "之前"),
        ("-1:handler -1:handler", "只能设一级"),
    ],
)
def test_stages_that_no_ladder_can_have_are_refused(text: str, refusal: str) -> None:
    with pytest.raises(UnreadableLadder, match=refusal):
        ladder_like(DUTY, text)


def test_a_right_shows_no_cards_and_a_window_reminds_nobody() -> None:
    with pytest.raises(UnreadableLadder, match="不亮"):
        ladder_like(RIGHT, "0:handler 1:manager:red")
    with pytest.raises(UnreadableLadder, match="可办期间"):
        ladder_like(WINDOW, "0:handler")


def test_hours_know_of_no_roll() -> None:
    assert not hasattr(Hours(2), "rolls")
