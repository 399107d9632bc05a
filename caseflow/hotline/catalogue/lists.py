"""What a call may be about and how it comes in.

A code never changes its meaning; a new entry gets a new code.
"""

from collections.abc import Mapping
from types import MappingProxyType

Choices = tuple[tuple[str, str], ...]

SERVICES: Choices = (
    ("ZX", "问题咨询"),
    ("BF", "服务帮扶"),
    ("TS", "信访投诉（维权）"),
    ("FY", "法律援助（法律服务）"),
    ("JY", "意见建议"),
)
"""The five classes of the national 12351 (服务类型), apart from what a call is about."""

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "01": "劳动报酬",
        "02": "劳动关系与合同",
        "03": "解除终止",
        "04": "工时休假",
        "05": "社会保险公积金",
        "06": "工伤职业病",
        "07": "安全卫生",
        "08": "特殊群体",
        "09": "集体与民主",
        "10": "工会组织",
        "11": "帮扶服务",
        "12": "其他",
    }
)
"""The first level of subjects (诉求类别)."""

SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "0101": "拖欠工资",
        "0102": "克扣工资",
        "0103": "低于最低工资",
        "0104": "加班费",
        "0105": "提成奖金",
        "0106": "停工停产工资",
        "0107": "病假工资",
        "0108": "年休假工资",
        "0109": "工程欠薪（农民工）",
        "0201": "确认劳动关系",
        "0202": "未签合同、二倍工资",
        "0203": "试用期",
        "0204": "变更、调岗降薪",
        "0205": "劳务派遣、外包",
        "0206": "竞业限制、保密",
        "0207": "押金扣证",
        "0208": "离职证明、档案社保转移",
        "0301": "违法解除",
        "0302": "经济补偿",
        "0303": "裁员",
        "0304": "到期终止",
        "0305": "代通知金",
        "0306": "被迫离职",
        "0401": "超时加班",
        "0402": "休息日节假日",
        "0403": "带薪年休假",
        "0404": "婚丧产育儿假",
        "0501": "未参保",
        "0502": "基数不足",
        "0503": "断缴",
        "0504": "失业待遇",
        "0505": "生育",
        "0506": "公积金",
        "0601": "工伤认定",
        "0602": "劳动能力鉴定",
        "0603": "待遇支付",
        "0604": "职业病",
        "0605": "工亡",
        "0701": "隐患、强令冒险",
        "0702": "防护用品",
        "0703": "高温低温",
        "0704": "健康检查",
        "0801": "女职工三期",
        "0802": "性骚扰、歧视",
        "0803": "未成年工、童工",
        "0804": "残疾",
        "0805": "超龄",
        "0806": "新就业形态",
        "0901": "集体合同",
        "0902": "工资协商",
        "0903": "职代会、规章制度",
        "0904": "厂务公开",
        "1001": "入会建会",
        "1002": "经费",
        "1003": "打击报复工会干部",
        "1004": "会籍",
        "1101": "困难职工",
        "1102": "医疗互助",
        "1103": "助学",
        "1104": "就业",
        "1105": "疗休养、驿站、文体",
        "1106": "心理",
        "1201": "工会工作作风投诉",
        "1202": "建议",
        "1203": "非职责",
    }
)
"""The second level; the first two figures name the group."""

CATEGORIES: Choices = tuple((code, f"{GROUPS[code[:2]]}－{label}") for code, label in SUBJECTS.items())

CHANNELS: Choices = (
    ("call", "12351来电"),
    ("visit", "来访"),
    ("letter", "来信"),
    ("message", "短信、邮箱"),
    ("app", "职工之家APP"),
    ("web", "网上提交"),
    ("upstream", "上级转办"),
    ("agency", "其他部门转来"),
    ("officer", "三员上报"),
)
"""How an appeal comes in (来源渠道)."""

CONTACTS: Choices = (("phone", "电话"), ("letter", "书面"), ("in_person", "当面"), ("message", "短信或APP"))
"""How the caller is spoken to or told (联系方式)."""

GRADES: Choices = (
    ("general", "一般问题（单个职工、事实清楚、一个单位能办）"),
    ("difficult", "难点问题（涉及几个单位、事实有争议或者诉求不止一项）"),
    ("complex", "特别复杂问题（群体性、跨部门、跨区域或者历史遗留）"),
)
"""The three classes that choose the handling period (工单分级)."""

PRIORITIES: Choices = (
    ("P0", "P0 立即处置"),
    ("P1", "P1 优先办理"),
    ("P2", "P2 一般诉求"),
    ("P3", "P3 咨询建议"),
)

RAISED = {"P3": "P2", "P2": "P1"}
"""Where a repeated call leads; P0 is for danger alone, which a person states (domain §6.3)."""


def is_safety(category: str) -> bool:
    """Whether the subject is safety or health at work (安全卫生)."""
    return category.startswith("07")


def raised(priority: str) -> str:
    """The priority of a ticket about which the caller has called again."""
    return RAISED.get(priority, priority)
