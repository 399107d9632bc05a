"""The base of every form."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import uuid4

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from caseflow.casework.drafts import TOKEN
from caseflow.kernel.errors import DomainError, Incomplete, NotFound
from caseflow.kernel.machine import is_blank
from caseflow.web.drafting import reopened
from caseflow.web.forms.fields import was_emptied, whole

T = TypeVar("T")


class Form(FlaskForm):
    """A form in Chinese that yields typed values."""

    class Meta(FlaskForm.Meta):
        """Messages of the library in Chinese, too."""

        locales = ("zh",)

    refusal: DomainError | None = None

    def given(self) -> dict[str, Any]:
        """What was filled in, by name; what was left empty is not there."""
        values = {field.name: field.data for field in self.shown()}
        return {name: value for name, value in values.items() if not is_blank(value)}

    def shown(self) -> list[Field]:
        """The fields a person fills in, in order."""
        return [field for field in self if field.name not in HIDDEN]

    def submit(self, use_case: Callable[[dict[str, Any]], T]) -> T | None:
        """What the use case makes of the values; None when nothing fit was sent, or when it was refused.

        A refusal stands on the form with all that was typed, and `status` says what kind it was.

        Raises:
            NotFound: what the form is about is out of scope.
        """
        if not self.is_submitted():
            return None
        if not self.validate():
            self.refusal = Incomplete({})
            return None
        try:
            return use_case(self.given())
        except NotFound:
            raise
        except DomainError as refusal:
            self.refusal = refusal
            self.blame(refusal.fields if isinstance(refusal, Incomplete) else {"": str(refusal)})
            return None

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows the form."""
        return self.refusal.status if self.refusal else 200

    def blame(self, faults: Mapping[str, str]) -> None:
        """Put what a use case found wrong beside the fields it concerns; the rest stands above the form."""
        for name, fault in faults.items():
            field = self._fields.get(name)
            if field is None:
                self.form_errors.append(fault)
            else:
                field.errors = [*field.errors, fault]


class TokenField(HiddenField):
    """The name of one form on one page; what cannot be one is replaced."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the token that was sent."""
        if valuelist and TOKEN.fullmatch(valuelist[0]):
            self.data = valuelist[0]
        self.raw_data = None


class OnceForm(Form):
    """A form that is sent once: its token tells that it is the same one, and under it lies its draft.

    A page that goes on with a draft (`?draft=`) starts with what was typed, whether it can be read or not.
    """

    token = TokenField(default=lambda: uuid4().hex, render_kw={"autocomplete": "off"})

    def __init__(self, **rest: Any) -> None:
        kept = reopened() if "formdata" not in rest else None
        self.reopened = kept is not None
        super().__init__(**({**rest, "formdata": kept} if self.reopened else rest))


class ActForm(OnceForm):
    """What an action asks for, and which page it was decided on: its version and the last event it showed."""

    page_version = HiddenField()
    page_seen = HiddenField()

    def __init__(self, **rest: Any) -> None:
        self.adopted: dict[str, Any] = {}
        self.undecided: set[str] = set()
        super().__init__(**rest)

    def chose(self, name: str, standing: Any, *, theirs: bool, undecided: bool) -> None:
        """Of a field that somebody else has changed, keep what stands; or know that nobody has chosen yet."""
        if theirs:
            self.adopted[name] = standing
        if undecided:
            self.undecided.add(name)

    def given(self) -> dict[str, Any]:
        """What was filled in or adopted; and as None what the form showed, and somebody has emptied."""
        emptied = (field for field in self.shown() if is_blank(field.data) and was_emptied(field))
        return {**dict.fromkeys(field.name for field in emptied), **super().given(), **self.adopted}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what is kept of what was typed."""
        super().validate(extra_validators)
        for name in self.adopted:
            self[name].errors = []
        self.blame(dict.fromkeys(self.undecided, "两边都改过，请选择保留哪一个"))
        return not self.errors

    @property
    def version(self) -> int | None:
        """The version of the page."""
        return whole(self.page_version.data)

    @property
    def seen(self) -> int:
        """The last link of the audit chain that the page showed."""
        return whole(self.page_seen.data) or 0

    @property
    def replaces(self) -> str:
        """The token of another form that this one takes the place of, whose draft goes with it."""
        other = self._fields.get("instead_of")
        return str(other.data or "") if other else ""

    def decided_on(self, version: int, seen: int) -> None:
        """Stand on this version from now on, whatever was sent."""
        for field, value in ((self.page_version, version), (self.page_seen, seen)):
            field.data, field.raw_data = str(value), None


HIDDEN = frozenset({"csrf_token", "token", "previewed", "page_version", "page_seen", "instead_of"})
