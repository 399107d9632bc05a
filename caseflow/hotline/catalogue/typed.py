"""How the subjects of a call are typed: by initials, and by the words that people say (拼音首字母、俗称)."""

from collections.abc import Mapping

from caseflow.casework.pinyin import initials
from caseflow.hotline.catalogue.lists import SUBJECTS

SPOKEN: Mapping[str, tuple[str, ...]] = {
    "0101": ("欠薪", "讨薪", "不发工资"),
    "0102": ("扣工资", "罚款"),
    "0103": ("最低工资",),
    "0104": ("加班工资",),
    "0105": ("年终奖", "绩效"),
    "0109": ("农民工欠薪", "工地欠薪", "包工头"),
    "0201": ("劳动关系", "没签合同"),
    "0202": ("双倍工资", "二倍工资"),
    "0204": ("调岗", "降薪"),
    "0205": ("派遣", "外包"),
    "0208": ("离职证明", "档案"),
    "0301": ("辞退", "开除", "被辞退"),
    "0302": ("补偿金", "赔偿"),
    "0303": ("裁员",),
    "0306": ("被迫辞职",),
    "0401": ("超时", "九九六"),
    "0403": ("年假", "年休假"),
    "0404": ("产假", "婚假"),
    "0501": ("不交社保", "没交社保", "社保"),
    "0503": ("断交社保",),
    "0506": ("住房公积金",),
    "0601": ("工伤",),
    "0603": ("工伤待遇", "工伤赔偿"),
    "0605": ("死亡",),
    "0703": ("高温津贴",),
    "0801": ("怀孕", "哺乳"),
    "0802": ("性骚扰",),
    "0803": ("童工",),
    "0806": ("外卖", "骑手", "网约车"),
    "1001": ("入会", "建会"),
    "1101": ("困难帮扶",),
}


def typed_as(code: str) -> str:
    """What may be typed for the subject, beside its name and code; in one line, with blanks between."""
    words = SPOKEN.get(code, ())
    names = (SUBJECTS[code], *SUBJECTS[code].replace("、", " ").split(), *words)
    return " ".join(dict.fromkeys((*words, *map(initials, names))))
