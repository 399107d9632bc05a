"""The pages about processes, made from their definitions: tables of states, actions and clocks, a diagram."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from caseflow.casework.rule_words import CARDS, LADDERS, RECIPIENTS
from caseflow.kernel.machine import (
    START,
    STAY,
    Clock,
    Condition,
    Datum,
    Guard,
    Phase,
    Process,
    State,
    Transition,
)

NOTE = "> 本页由 `flask processes docs` 从流程定义生成，请勿手改。\n"

PHASES = {Phase.OPEN: "办理中", Phase.PAUSED: "暂停", Phase.CLOSED: "已办结", Phase.FILED: "已归档"}


def pages(processes: Sequence[Process]) -> dict[str, str]:
    """File name → text, for every process and an index."""
    made = {f"{process.name}.md": "\n".join(_page(process)) for process in processes}
    return {"README.md": "\n".join(_index(processes)), **made}


def _index(processes: Sequence[Process]) -> Iterator[str]:
    yield "# 流程\n"
    yield NOTE
    rows = [
        (f"[{p.label}]({p.name}.md)", f"`{p.name}`", len(p.states), len(p.transitions), len(p.clocks))
        for p in processes
    ]
    yield from _table(("流程", "名称", "状态", "操作", "期限"), rows)
    yield "## 提醒\n"
    yield "提醒在当日 9:00 发出；办理期限从顺延后的到期日按工作日推算，权利期限从期间末日按日推算。\n"
    stages = [
        (label, stage.label, RECIPIENTS[stage.to], CARDS[stage.card])
        for ladder, label in LADDERS.items()
        for stage in ladder.stages
    ]
    yield from _table(("提醒", "时点", "提醒谁", "亮牌"), stages)


def _page(process: Process) -> Iterator[str]:
    yield f"# {process.label}\n"
    yield NOTE
    yield "## 状态\n"
    yield from _table(("状态", "名称", "轮到谁", "阶段"), map(_state, process.states))
    yield "## 操作\n"
    actions = ("编号", "操作", "从", "到", "由谁", "条件", "所需材料", "文书")
    yield from _table(actions, (_action(process, t) for t in process.transitions))
    yield "## 期限\n"
    clocks = ("编号", "期限", "时长", "适用", "依据", "计时", "暂停", "完成", "责任", "提醒", "延期", "届满")
    yield from _table(clocks, (_clock(process, clock) for clock in process.clocks))
    yield "## 流程图\n"
    yield from _diagram(process)


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield _row(header)
    yield _row(["---"] * len(header))
    yield from map(_row, rows)
    yield ""


def _row(cells: Sequence[object]) -> str:
    escaped = (str(cell).replace("|", "\\|").replace("\n", "<br>") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _state(state: State) -> tuple[str, ...]:
    waits_for = state.waits_for.label if state.waits_for else ""
    return state.label, f"`{state.name}`", waits_for, PHASES[state.phase]


def _action(process: Process, transition: Transition) -> tuple[str, ...]:
    return (
        transition.ref,
        f"{transition.label}\n`{transition.action}`",
        _labels(process, transition.sources),
        "不变" if transition.target == STAY else process.state(transition.target).label,
        "、".join(role.label for role in transition.by),
        _list(map(_said, transition.guards)),
        _list(map(_datum, transition.needs)),
        transition.document,
    )


def _clock(process: Process, clock: Clock) -> tuple[str, ...]:
    return (
        clock.code,
        clock.label,
        clock.within.text,
        _said(clock.applies) if clock.applies else "",
        f"{clock.basis}\n（{clock.mark.label}）",
        _runs(process, clock),
        _labels(process, clock.paused_while),
        _list(process.transition(action).label for action in clock.met_by),
        clock.owner.label if clock.owner else "",
        LADDERS[clock.ladder],
        clock.extension.text if clock.extension else "",
        _lapse(process, clock),
    )


def _lapse(process: Process, clock: Clock) -> str:
    """What the timer does when the clock ends, and what a rule may have it do instead."""
    declared = process.transition(clock.on_lapse).label if clock.on_lapse else ""
    others = "、".join(process.transition(action).label for action in clock.may_lapse)
    return "\n".join(filter(None, (declared, others and f"（规则可以改为：{others}）")))


def _runs(process: Process, clock: Clock) -> str:
    begun = "、".join(process.transition(action).label for action in clock.started_by)
    return _labels(process, clock.runs_while) + (f"\n（自“{begun}”起）" if begun else "")


def _datum(datum: Datum) -> str:
    asked = f"（{_said(datum.when)}时填写）" if datum.when else ""
    return datum.label + asked + ("" if datum.required else "（可不填）")


def _said(rule: Guard | Condition) -> str:
    """What a guard or condition says of itself: the first line of its docstring."""
    return (rule.__doc__ or "").partition("\n")[0]


def _list(entries: Iterable[str]) -> str:
    """Each entry on a line of its own, and once."""
    return "\n".join(filter(None, dict.fromkeys(entries)))


def _labels(process: Process, names: Iterable[str]) -> str:
    return "、".join("新建" if name == START else process.state(name).label for name in names)


def _diagram(process: Process) -> Iterator[str]:
    """The states and the ways between them, as Mermaid draws them; what changes no state is left out."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in process.states:
        yield f'    state "{state.label}" as {state.name}'
    for (source, target), labels in _ways(process).items():
        yield f"    {source or '[*]'} --> {target} : {' / '.join(labels)}"
    for name in process.states_in(Phase.FILED):
        yield f"    {name} --> [*]"
    yield "```\n"


def _ways(process: Process) -> dict[tuple[str, str], list[str]]:
    ways: dict[tuple[str, str], list[str]] = defaultdict(list)
    for transition in process.transitions:
        for source in transition.sources:
            if transition.goes_to(source) != source:
                ways[source, transition.target].append(transition.label)
    return ways
