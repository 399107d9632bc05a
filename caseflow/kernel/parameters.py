"""Figures that a place sets for a time: minimum wage, average wage … (地方参数, domain §5, R8).

Which figures there are, in which unit and within which bounds is declared here; the figures themselves are
rows that a place enters from its own documents. None is shipped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from caseflow.kernel.dated import in_force
from caseflow.kernel.errors import DomainError, NotFound

Value = Decimal | Mapping[str, Decimal]
"""One figure, or one for each row of a table."""


class UnreadableValue(DomainError):
    """A value that is no such figure (参数值不正确)."""


class ParameterMissing(DomainError):
    """The place has no such figure on that day (地方参数缺失)."""


class UnknownParameter(NotFound):
    """No figure of that code is declared (没有这项参数)."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that places set; `rows` are the lines of one that is a table, by key with their labels."""

    code: str
    label: str
    unit: str
    meaning: str
    least: Decimal
    most: Decimal
    rows: tuple[tuple[str, str], ...] = ()

    def read(self, text: str) -> Value:
        """The value that a text holds: a number, or `key=number` for every row.

        Raises:
            UnreadableValue: with the first fault.
        """
        if not self.rows:
            return self._figure(text, self.label)
        given = dict(_pair(part) for part in text.split())
        if stray := given.keys() - dict(self.rows).keys():
            raise UnreadableValue(f"{self.label}没有“{'、'.join(sorted(stray))}”这一行")
        return {key: self._figure(given.get(key, ""), label) for key, label in self.rows}

    def _figure(self, text: str, label: str) -> Decimal:
        try:
            figure = Decimal(text.strip())
        except InvalidOperation:
            raise UnreadableValue(f"{label}请填写数字") from None
        if not figure.is_finite() or not self.least <= figure <= self.most:
            raise UnreadableValue(f"{label}应在 {self.least} 到 {self.most} {self.unit}之间")
        if figure != figure.quantize(_CENT):
            raise UnreadableValue(f"{label}最多两位小数")
        return figure

    def text(self, value: Value) -> str:
        """The value as a person reads it."""
        if isinstance(value, Decimal):
            return f"{value:,} {self.unit}"
        return "；".join(f"{label} {value[key]:,} {self.unit}" for key, label in self.rows)


_CENT = Decimal("0.01")


def _pair(part: str) -> tuple[str, str]:
    key, _, figure = part.partition("=")
    return key, figure


def written(value: Mapping[str, object] | object) -> str:
    """The text that `Parameter.read` reads."""
    if isinstance(value, Mapping):
        return " ".join(f"{key}={figure}" for key, figure in value.items())
    return str(value)


_MILLION = Decimal(1_000_000)
_ZERO, _ONE = Decimal(0), Decimal(1)
_CRIME = "《最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释》第三条"
_LUMP = (("medical", "一次性工伤医疗补助金"), ("employment", "一次性伤残就业补助金"))
_GRADES = "五六七八九十"

PARAMETERS = (
    Parameter("min_wage_month", "月最低工资标准", "元/月", "全日制用工，由省级人民政府公布", _ONE, _MILLION),
    Parameter(
        "min_wage_hour", "小时最低工资标准", "元/小时", "非全日制用工，由省级人民政府公布", _ONE, _MILLION
    ),
    Parameter(
        "local_avg_wage_month",
        "职工月平均工资",
        "元/月",
        "上年度社平工资，经济补偿三倍封顶、工伤待遇等使用",
        _ONE,
        _MILLION,
    ),
    Parameter(
        "national_urban_income",
        "全国城镇居民人均可支配收入",
        "元/年",
        "上一年度，由国家统计局公布，一次性工亡补助金使用",
        _ONE,
        _MILLION,
    ),
    Parameter("hardship_line", "经济困难标准", "元/月", "申请法律援助的家庭人均月收入标准", _ONE, _MILLION),
    Parameter(
        "sick_pay_rule", "病假工资比例", "%", "病假工资占本人工资的比例，按地方规定", _ONE, Decimal(100)
    ),
    Parameter(
        "injury_lump_table",
        "五至十级一次性工伤补助金",
        "个月",
        "解除或者终止劳动关系时的月数，由省级人民政府规定",
        _ZERO,
        Decimal(200),
        tuple(
            (f"{kind}_{grade}", f"{name}（{level}级）")
            for kind, name in _LUMP
            for grade, level in enumerate(_GRADES, start=5)
        ),
    ),
    Parameter(
        "crime_one_worker",
        "拒不支付劳动报酬：一名劳动者数额较大",
        "元",
        f"拒不支付一名劳动者三个月以上劳动报酬的数额，由高级人民法院在五千元至二万元之间确定（{_CRIME}）",
        Decimal(5_000),
        Decimal(20_000),
    ),
    Parameter(
        "crime_ten_workers",
        "拒不支付劳动报酬：十名以上劳动者累计数额较大",
        "元",
        f"拒不支付十名以上劳动者劳动报酬的累计数额，由高级人民法院在三万元至十万元之间确定（{_CRIME}）",
        Decimal(30_000),
        Decimal(100_000),
    ),
)
"""Every figure that a place may enter, in the order of the page."""


def declared(code: str) -> Parameter:
    """The figure of that code.

    Raises:
        UnknownParameter: there is none.
    """
    found = next((one for one in PARAMETERS if one.code == code), None)
    if found is None:
        raise UnknownParameter(f"没有编号为“{code}”的地方参数")
    return found


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a parameter in a region from a day on, with the document that sets it."""

    code: str
    value: Value
    basis: str
    region: str
    effective_from: date
    version: str


class Figures:
    """The approved values of all parameters."""

    def __init__(self, rows: Iterable[Figure]) -> None:
        self._rows: dict[str, list[Figure]] = {}
        for row in rows:
            self._rows.setdefault(row.code, []).append(row)

    def figure(self, code: str, on: date, region: str) -> Figure:
        """The value in force on the day in the region.

        Raises:
            UnknownParameter: no such parameter is declared.
            ParameterMissing: the place has none in force that day.
        """
        parameter = declared(code)
        found = in_force(self._rows.get(code, ()), on, region)
        if found is None:
            where = f"本地区（{region}）" if region else "本库"
            day = f"{on.year}年{on.month}月{on.day}日"
            raise ParameterMissing(
                f"{where}没有{day}有效的“{parameter.label}”，无法计算。请在“规则—地方参数”登记，由另一人批准后再办。"
            )
        return found
