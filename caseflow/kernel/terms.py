"""What a rule may say of a clock beside its period: rests, extensions, reminders, the timer's action."""

from dataclasses import dataclass

from caseflow.kernel.calendar import Length
from caseflow.kernel.ladder import Ladder
from caseflow.kernel.roles import Role


@dataclass(frozen=True, slots=True)
class Extension:
    """How a clock may be extended (延期): how often, by how much at most each time, by whom."""

    times: int
    cap: Length | None
    by: Role

    @property
    def text(self) -> str:
        """The whole of it, such as “1 次，最多10 个工作日，由督办员批准”."""
        if not self.times:
            return "不能延期"
        longest = f"最多{self.cap.text}，" if self.cap else ""
        return f"{self.times} 次，{longest}由{self.by.label}批准"

    def fault(self, used: int, asked: int | None) -> str | None:
        """Why the clock may not be extended by so much once more; None when it may."""
        if not self.times:
            return "按这项期限起算时的规则，不能延期"
        if used >= self.times:
            return f"最多延期{self.times}次，已经用完"
        if self.cap and asked and asked > self.cap.n:
            return f"最多延长{self.cap.text}"
        return None


NOT_EXTENDABLE = Extension(times=0, cap=None, by=Role.SYSTEM)
"""No more time at all."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a rule departs from what the process declares; None is as declared.

    An `extension` may forbid it (`NOT_EXTENDABLE`). `on_lapse` without an action lets the timer remind only.
    """

    pausable: bool | None = None
    extension: Extension | None = None
    ladder: Ladder | None = None
    on_lapse: str | None = None


AS_DECLARED = Terms()
