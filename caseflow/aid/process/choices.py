"""The closed sets of answers, as they are stored and as they are read."""

Choices = tuple[tuple[str, str], ...]

UNION, STATE = "union", "state"

TRACKS: Choices = (
    (UNION, "工会法律援助"),
    (STATE, "司法行政法律援助（转法律援助中心）"),
)

MATTERS: Choices = (
    ("social_insurance", "请求给予社会保险待遇"),
    ("relation", "请求确认劳动关系"),
    ("pay", "请求支付劳动报酬"),
    ("injury", "工伤事故人身损害赔偿"),
    ("other", "经济补偿、二倍工资、赔偿金等其他事项"),
)
"""All but the last are on the national list (法律援助法 第三十一条)."""

MIGRANT = "migrant"
MIGRANT_MATTERS = ("pay", "injury")

MEANS: Choices = (
    ("hardship", "提交经济困难状况说明"),
    ("no_income", "免审：无固定生活来源的未成年人、老年人、残疾人等"),
    ("relief", "免审：社会救助、司法救助或者优待抚恤对象"),
    (MIGRANT, "免审：进城务工人员请求劳动报酬或者工伤赔偿"),
    ("unlimited", "不受经济困难条件限制（法律援助法第三十二条）"),
    ("union_terms", "符合本会规定的援助条件"),
)

CENTER_RULES: Choices = (
    ("case_organ", "诉讼事项：办案机关所在地"),
    ("dispute_organ", "非诉讼事项：争议处理机关所在地"),
    ("event_place", "非诉讼事项：事由发生地"),
)
"""Where to apply (法律援助法 第三十八条)."""

SHARING_BASES: Choices = (
    ("consent", "当事人单独同意（个人信息保护法第二十三条）"),
    ("duty", "履行法定职责（个人信息保护法第十三条第一款第三项）"),
    ("emergency", "紧急情况（个人信息保护法第十三条第一款第四项）"),
)

NEAR_LIMITATION = "limitation"

PROVISIONAL_GROUNDS: Choices = (
    (NEAR_LIMITATION, "距法定时效或者期限届满不足七日"),
    ("preservation", "需要立即申请保全"),
    ("advance_execution", "需要立即申请先予执行"),
)

ASKED_BY: Choices = (("recipient", "受援人申请更换"), ("reviewer", "本会决定更换"))

DELAY_CAUSES: Choices = (("recipient", "受援人原因"), ("objective", "其他客观原因"))

FORUMS: Choices = (
    ("arbitration", "劳动人事争议仲裁"),
    ("suit", "诉讼"),
    ("mediation", "调解"),
    ("negotiation", "协商和解"),
)

CASE_STAGES: Choices = (
    ("negotiation", "协商、调解"),
    ("arbitration", "仲裁"),
    ("first_instance", "一审"),
    ("second_instance", "二审"),
    ("enforcement", "执行"),
)

TERMINATION_GROUNDS: Choices = tuple(
    (f"48_{n}", f"《法律援助法》第四十八条第（{numeral}）项")
    for n, numeral in enumerate("一二三四五六七八", 1)
)

OUTCOMES: Choices = (
    ("granted", "请求全部得到支持"),
    ("partly", "请求部分得到支持"),
    ("refused", "请求未得到支持"),
    ("settled", "调解、和解结案"),
    ("other", "其他方式结案"),
)

RETENTIONS: Choices = (("permanent", "永久"), ("30_years", "30年"), ("10_years", "10年"))
