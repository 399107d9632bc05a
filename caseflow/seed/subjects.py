"""What the invented workers complain of, with the law it rests on (演示诉求)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of trouble: as it is told, as an employer may read it, what is broken and what is asked for.

    `amounts` are 元 for one worker, from and to; `group` is a group that the law protects.
    """

    category: str
    told: str
    sanitised: str
    breach: str
    basis: str
    demand: str
    amounts: tuple[int, int] = (0, 0)
    matter_type: str = "other"
    group: str | None = None
    crowd: bool = False  # concerns many at once
    agencies: tuple[tuple[str, str], ...] = (("inspection", "contracts"), ("justice", "lawyer"))


COMPLAINTS = (
    Subject(
        "0101",
        "单位已连续三个月没有发工资，多次催要都说资金紧张，再拖就要影响孩子上学了。",
        "你单位存在连续数月未按时足额支付劳动报酬的情况。",
        "未按月足额支付工资，违反《劳动法》第五十条；证据：工资流水、考勤记录。",
        "《中华人民共和国劳动法》第五十条；《中华人民共和国劳动合同法》第三十条",
        "一、核对并足额支付拖欠的工资；二、今后按月支付。",
        (6_000, 30_000),
        "pay",
        crowd=True,
        agencies=(("inspection", "wage_arrears"), ("court", "payment_order")),
    ),
    Subject(
        "0109",
        "在工地做木工，分包老板跑了，一起的工友两个月工资都没拿到，总包让我们自己去找人。",
        "你单位承建项目的分包人拖欠农民工工资。",
        "分包人拖欠工资而总包单位未先行清偿，违反《保障农民工工资支付条例》第三十条；证据：考勤表、工资表。",
        "《保障农民工工资支付条例》第三十条",
        "一、由总包单位先行清偿；二、落实分账管理和实名制考勤。",
        (8_000, 26_000),
        "pay",
        crowd=True,
        agencies=(("inspection", "wage_arrears"), ("works", "construction_arrears")),
    ),
    Subject(
        "0104",
        "每周上六天班、每天十小时，加班费从来没有算过，工资条上也看不出来。",
        "你单位安排职工延长工作时间，未依法支付加班费。",
        "未支付加班工资，违反《劳动法》第四十四条；证据：打卡记录、工资条。",
        "《中华人民共和国劳动法》第四十四条",
        "一、核算并补发加班费；二、完善考勤和工资清单。",
        (2_000, 15_000),
        "pay",
        agencies=(("inspection", "hours"),),
    ),
    Subject(
        "0202",
        "入职快一年了，一直没有签书面劳动合同，问人事就说不需要签。",
        "你单位用工超过一个月未订立书面劳动合同。",
        "未依法订立书面劳动合同，违反《劳动合同法》第十条、第八十二条；证据：工作证、考勤记录。",
        "《中华人民共和国劳动合同法》第十条、第八十二条",
        "一、补签书面劳动合同；二、依法支付二倍工资差额。",
        (10_000, 50_000),
        agencies=(("inspection", "contracts"), ("arbitration", "arbitration")),
    ),
    Subject(
        "0204",
        "没有商量就把我从技术岗调到后勤，工资少了一半，不同意就让我自己走人。",
        "你单位未与职工协商一致即调整岗位并降低工资。",
        "未协商一致变更劳动合同，违反《劳动合同法》第三十五条；证据：调岗通知、工资流水。",
        "《中华人民共和国劳动合同法》第三十五条",
        "一、恢复原岗位和工资标准；二、补发差额。",
        (3_000, 20_000),
        "pay",
    ),
    Subject(
        "0301",
        "考核排在末位，公司当天就发了解除通知，没有任何补偿，也没有问过工会。",
        "你单位以末位考核为由解除劳动合同。",
        "违法解除劳动合同，违反《劳动合同法》第四十条、第四十三条、第八十七条；证据：解除通知书。",
        "《中华人民共和国劳动合同法》第四十条、第四十三条、第八十七条",
        "一、撤销解除决定或者支付赔偿金；二、解除前将理由通知工会。",
        (20_000, 120_000),
        agencies=(("arbitration", "arbitration"), ("justice", "lawyer")),
    ),
    Subject(
        "0302",
        "厂里搬迁，口头让我们别来了，工龄八年，经济补偿一分没有。",
        "你单位因搬迁终止用工，未支付经济补偿。",
        "未支付经济补偿，违反《劳动合同法》第四十六条、第四十七条；证据：搬迁公告、工资流水。",
        "《中华人民共和国劳动合同法》第四十六条、第四十七条",
        "一、依法计算并支付经济补偿；二、出具解除证明。",
        (15_000, 90_000),
        crowd=True,
        agencies=(("arbitration", "collective"), ("court", "suit_mediation")),
    ),
    Subject(
        "0401",
        "物业保安十二小时轮班，一个月只休两天，身体实在吃不消。",
        "你单位超过法定限度安排职工延长工作时间。",
        "超时加班，违反《劳动法》第四十一条；证据：排班表、打卡记录。",
        "《中华人民共和国劳动法》第四十一条",
        "一、调整排班，保证每周休息；二、补发加班费。",
        (1_000, 12_000),
        "pay",
        agencies=(("inspection", "hours"),),
    ),
    Subject(
        "0501",
        "在公司干了两年多，一直没有给我们交社会保险，说自愿放弃的签了字就不用交。",
        "你单位未依法为职工办理社会保险登记。",
        "未参加社会保险，违反《社会保险法》第五十八条；证据：参保查询记录。",
        "《中华人民共和国社会保险法》第五十八条、第六十条",
        "一、为全体职工办理参保登记；二、补缴应缴社会保险费。",
        (0, 0),
        "social_insurance",
        crowd=True,
        agencies=(("inspection", "social_insurance"), ("insurance", "social_insurance")),
    ),
    Subject(
        "0601",
        "右手被机器压伤住院，单位垫了点医药费，一直不肯去申报工伤。",
        "你单位职工在工作中受伤，你单位未在法定期限内申请工伤认定。",
        "未按时申请工伤认定，违反《工伤保险条例》第十七条；证据：病历、证人证言。",
        "《工伤保险条例》第十七条",
        "一、配合工伤认定；二、承担期间应由单位支付的费用。",
        (20_000, 150_000),
        "injury",
        agencies=(("inspection", "social_insurance"), ("justice", "legal_aid")),
    ),
    Subject(
        "0703",
        "三十八度的天还在户外干活，没有降温设施，高温津贴也没发过。",
        "你单位高温作业期间未落实防暑降温措施。",
        "未落实防暑降温措施，违反《防暑降温措施管理办法》第八条、第十七条；证据：现场照片、工资条。",
        "《防暑降温措施管理办法》第八条、第十七条",
        "一、调整作业时间，配备防暑用品；二、足额发放高温津贴。",
        (300, 1_200),
        crowd=True,
        agencies=(("inspection", "hours"),),
    ),
    Subject(
        "0801",
        "怀孕五个月，公司说岗位撤了让我待岗，工资只发最低标准。",
        "你单位在女职工孕期降低其工资。",
        "因怀孕降低工资，违反《女职工劳动保护特别规定》第五条；证据：待岗通知、工资流水。",
        "《女职工劳动保护特别规定》第五条",
        "一、恢复岗位和工资；二、补发差额，落实孕期保护。",
        (3_000, 18_000),
        "pay",
        group="women",
        agencies=(("inspection", "contracts"), ("procuratorate", "support_suit")),
    ),
    Subject(
        "0806",
        "送外卖，平台站点随便罚款，押金也不退，受伤了都说跟他们没关系。",
        "你单位对新就业形态劳动者以罚款名义克扣报酬。",
        "克扣劳动报酬、收取押金，违反《劳动合同法》第九条、第三十条；证据：后台截图、转账记录。",
        "《中华人民共和国劳动合同法》第九条、第三十条",
        "一、退还押金和罚款；二、公示奖惩和计酬规则。",
        (500, 6_000),
        "pay",
        group="platform",
        crowd=True,
        agencies=(("inspection", "wage_arrears"), ("procuratorate", "procuratorial_suggestion")),
    ),
)


def _question(category: str, asked: str, basis: str) -> dict[str, str]:
    told = {"service": "ZX", "priority": "P3", "grade": "general"}
    return {**told, "category": category, "facts_text": asked, "legal_basis": basis}


QUESTIONS = (
    _question("0403", "工作满一年想问年休假有几天，单位没有安排怎么办。", "《职工带薪年休假条例》第三条"),
    _question("0504", "合同到期不续签，想了解怎样领取失业保险金。", "《社会保险法》第四十五条"),
    _question("1001", "新公司没有工会，想问个人怎样加入工会。", "《工会法》第三条"),
    _question("1101", "家里有人生重病，想了解困难职工帮扶的条件和材料。", "演示区总工会帮扶办法"),
    _question("0602", "工伤认定下来了，想问劳动能力鉴定去哪里申请。", "《工伤保险条例》第二十三条"),
    _question("0203", "试用期约定了六个月，合同只签一年，想问是否合法。", "《劳动合同法》第十九条"),
)
"""What callers say who want to know something."""

DECLINED = (
    {"decline_code": "NA11", "category": "1203", "facts_text": "邻居装修太吵，希望工会来管一管。"},
    {"decline_code": "NA07", "facts_text": "在外省的工地干活被欠薪，工地和公司都在外省。"},
    {"decline_code": "NA02", "facts_text": "这件事在仲裁已经开过庭了，想让工会再处理一遍。"},
)
"""What callers say whose matter is not taken on."""


def _campaign(occasion: str, purpose: str, basis: str, duties: str) -> dict[str, str]:
    told = {"source": "campaign", "areas": "全区各片区"}
    return {**told, "occasion": occasion, "purpose": purpose, "legal_basis": basis, "measures": duties}


CAMPAIGNS = (
    _campaign(
        "festivals", "岁末年初工资支付", "《保障农民工工资支付条例》", "一、核对工资台账；二、节前付清工资。"
    ),
    _campaign("heat", "高温劳动保护", "《防暑降温措施管理办法》", "一、调整作业时间；二、发放高温津贴。"),
    _campaign(
        "women_workers", "女职工特殊保护", "《女职工劳动保护特别规定》", "一、落实三期保护；二、完善设施。"
    ),
    _campaign("floods", "汛期安全生产", "《中华人民共和国安全生产法》", "一、排查隐患；二、落实预案。"),
    _campaign("wage_arrears", "欠薪自查", "《中华人民共和国劳动法》第五十条", "一、自查自纠；二、公示渠道。"),
)
"""What public letters say."""
