"""The closed sets of answers, as they are stored and as they are read."""

Choices = tuple[tuple[str, str], ...]

SOURCES: Choices = (
    ("ticket", "热线工单"),
    ("screening", "矛盾纠纷排查"),
    ("inspection", "工会监督检查"),
    ("campaign", "片区专项行动"),
    ("court", "法院线索"),
    ("procuratorate", "检察院线索"),
    ("letter", "此前文书未果"),
)

OTHER_PROCEDURES: Choices = (
    ("none", "没有"),
    ("inspection", "劳动保障监察"),
    ("arbitration", "劳动仲裁"),
    ("suit", "诉讼"),
    ("review", "行政复议"),
    ("petition", "信访"),
)

WORKER_GROUPS: Choices = (
    ("platform", "新就业形态劳动者"),
    ("women", "女职工"),
    ("minors", "未成年工"),
    ("disabled", "残疾职工"),
    ("elderly", "超龄（老年）劳动者"),
)

MASS_DISPUTES: Choices = (
    ("social_insurance", "欠缴社会保险费群体性争议"),
    ("migrant_wages", "拖欠农民工工资群体性争议"),
)

OCCASIONS: Choices = (
    ("festivals", "两节"),
    ("heat", "高温"),
    ("floods", "汛期"),
    ("women_workers", "女职工维权"),
    ("wage_arrears", "欠薪高发期"),
    ("other", "其他"),
)

FINDINGS: Choices = (
    ("proven", "属实"),
    ("partly", "部分属实，仅就属实部分发函"),
    ("unproven", "查无实据"),
)

NOT_SENT: Choices = (
    ("unproven", "事实不能证实"),
    ("no_breach", "未发现违法"),
    ("other_procedure", "同一请求已在监察、仲裁或诉讼中"),
    ("out_of_scope", "不属于本会监督范围"),
    ("settled", "已通过其他方式解决"),
)

SERVICE_METHODS: Choices = (
    ("direct", "直接送达"),
    ("post", "邮寄送达"),
    ("left_at_premises", "留置送达"),
    ("electronic", "电子送达"),
    ("entrusted", "委托送达"),
)

REPLY_KINDS: Choices = (
    ("corrected", "已改正"),
    ("plan", "提出整改计划"),
    ("disputes", "提出异议"),
    ("partial", "部分改正"),
)

EXPLANATIONS: Choices = (
    ("no_breach", "经核实未发现违法"),
    ("justified", "答复理由成立"),
)

CHECK_FINDINGS: Choices = (
    ("corrected", "已改正"),
    ("partly", "部分改正"),
    ("uncorrected", "没有改正"),
)

CHECK_METHODS: Choices = (("on_site", "现场核查"), ("papers", "书面核查"))

AUTHORITIES: Choices = (
    ("hrss", "人力资源社会保障部门"),
    ("health", "卫生健康部门"),
    ("emergency", "应急管理部门"),
    ("housing", "住房城乡建设部门"),
    ("social_insurance", "社会保险经办机构"),
    ("tax", "税务机关"),
    ("medical_insurance", "医疗保障部门"),
)

SUGGESTIONS: Choices = (
    ("investigate", "立案查处"),
    ("order_payment", "责令支付"),
    ("penalise", "依法处罚"),
    ("joint_inspection", "联合检查"),
)

SHARING_BASES: Choices = (
    ("consent", "当事人单独同意（个人信息保护法第二十三条）"),
    ("duty", "履行法定职责（个人信息保护法第十三条第一款第三项）"),
    ("emergency", "紧急情况（个人信息保护法第十三条第一款第四项）"),
)

TOLD_BY: Choices = (("phone", "电话"), ("letter", "书面"), ("in_person", "当面"), ("message", "短信或APP"))

RETENTIONS: Choices = (("permanent", "永久"), ("30_years", "30年"), ("10_years", "10年"))
