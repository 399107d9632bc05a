"""Numbers that identify people and employers, checked as they are typed."""

from datetime import date

from stdnum.cn import ric, uscc

from caseflow.web.forms.fields import LineField
from caseflow.web.forms.reading import half_width


class IdNumberField(LineField):
    """The number of an identity card (居民身份证号码, GB 11643).

    The place of the first registration is not checked: codes of places that are no more stay valid.
    """

    def read(self, text: str) -> str:
        """The eighteen characters."""
        number = str(ric.compact(half_width(text)))
        if not _is_id_number(number):
            raise ValueError("身份证号码不正确，请核对18位号码")
        return number


class CreditCodeField(LineField):
    """A unified social credit code (统一社会信用代码, GB 32100)."""

    def read(self, text: str) -> str:
        """The eighteen characters."""
        code = str(uscc.compact(half_width(text)))
        if not uscc.is_valid(code):
            raise ValueError("统一社会信用代码不正确，请核对18位代码")
        return code


def _is_id_number(number: str) -> bool:
    """Seventeen figures with a day of birth, and the check character."""
    if not (len(number) == 18 and number.isascii() and number[:-1].isdigit()):  # noqa: PLR2004
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return bool(number[-1] == ric.calc_check_digit(number))
