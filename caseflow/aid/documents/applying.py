"""From the application to the centre of the state (L1–L4)."""

from caseflow.aid.documents.common import AID, NUMBER, series
from caseflow.casework.documents.blocks import Items, Signatures, Strip, Table, grid, line, para
from caseflow.casework.documents.common import (
    CONTACT,
    CONTACT_LINE,
    EMPLOYER,
    EMPLOYER_ADDRESS,
    WORKER,
    WORKER_ADDRESS,
    WORKER_ID,
    WORKER_JOB,
    WORKER_PHONE,
    day,
    some,
    text,
)
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Column, Shape, Slot

APPLICANT = (WORKER, WORKER_ID, WORKER_PHONE, WORKER_ADDRESS, WORKER_JOB)

APPLICATION = Paper(
    code="aid_application",
    label="法律援助申请表",
    title="法律援助申请表（口头申请笔录）",
    processes=AID,
    look=Look.FORM,
    audience=Audience.WORKER,
    slots=(
        NUMBER,
        *APPLICANT,
        some("sex", "性别"),
        some("born", "出生年月"),
        some("ethnic", "民族"),
        some("household", "户籍所在地"),
        some("education", "文化程度"),
        some("crowd", "人群类别", hint="农民工、残疾人、老年人、妇女、未成年人、军人军属、一般困难等"),
        some("agent", "代理人"),
        some("matter_type", "援助事项"),
        some("case_stage", "案件阶段"),
        EMPLOYER,
        EMPLOYER_ADDRESS,
        text("dispute_facts", "事实和理由", required=False),
        text("claim", "请求事项", required=False),
        some("amount", "请求金额（元）", Shape.MONEY),
        some("evidence_list", "证据清单", Shape.TEXT),
        some("means_ground", "经济状况依据"),
        some("oral", "口头申请"),
        some("received_on", "收到日期", Shape.DATE),
        some("maker", "经办人"),
    ),
    body=(
        grid(
            (("编号", "{case_no}"), ("口头申请", "{oral}")),
            (("申请人", "{worker_name}"), ("性别", "{sex}")),
            (("出生年月", "{born}"), ("民族", "{ethnic}")),
            (("身份证号码", "{id_number}"), ("联系电话", "{worker_phone}")),
            (("户籍所在地", "{household}"), ("文化程度", "{education}")),
            (("住址", "{worker_address}"),),
            (("人群类别", "{crowd}"), ("代理人", "{agent}")),
            (("援助事项", "{matter_type}"), ("案件阶段", "{case_stage}")),
            (("对方当事人", "{employer_name}"), ("地址", "{employer_address}")),
            (("请求金额（元）", "{amount}"), ("经济状况依据", "{means_ground}")),
        ),
        grid(
            (("事实和理由", "{dispute_facts}"),),
            (("请求事项", "{claim}"),),
            (("证据清单", "{evidence_list}"),),
            tall=4,
        ),
        para(
            "申请人承诺：以上内容和提交的材料真实，如有隐瞒、虚假，愿意承担相应的法律责任；同意核查经济困难状况。"
        ),
        grid((("收到日期", "{received_on}"), ("经办人", "{maker}"))),
        Signatures(("申请人（签名、手印）", "经办人（签名）", "日期", "日期")),
    ),
)

MEANS = Paper(
    code="aid_means",
    label="经济困难状况说明表",
    processes=AID,
    at=("applied", "supplement", "review", "provisional"),
    look=Look.FORM,
    audience=Audience.WORKER,
    slots=(
        NUMBER,
        *APPLICANT,
        Slot(
            name="members",
            label="家庭成员和收入",
            shape=Shape.TABLE,
            required=False,
            columns=(
                Column("姓名", 2),
                Column("与申请人关系", 2, required=False),
                Column("工作单位", 3, required=False),
                Column("月收入（元）", 2, Shape.MONEY, required=False),
            ),
        ),
        some("assets", "家庭资产", Shape.TEXT),
        some("burdens", "特殊困难和支出", Shape.TEXT),
        some("means_ground", "经济状况依据"),
    ),
    body=(
        grid(
            (("编号", "{case_no}"), ("申请人", "{worker_name}")),
            (("身份证号码", "{id_number}"), ("联系电话", "{worker_phone}")),
            (("住址", "{worker_address}"),),
            (("经济状况依据", "{means_ground}"),),
        ),
        Table("members", spare=4),
        grid((("家庭资产", "{assets}"),), (("特殊困难和支出", "{burdens}"),), tall=4),
        para(
            "本人承诺以上情况真实，同意有关部门通过信息共享等方式核查（《中华人民共和国法律援助法》第四十一条）。"
        ),
        Signatures(("申请人（签名、手印）", "日期")),
    ),
)

SUPPLEMENT = Paper(
    code="aid_supplement",
    label="补充材料通知书",
    title="法律援助补充材料通知书",
    processes=AID,
    at=("applied", "review"),
    look=Look.NOTICE,
    audience=Audience.WORKER,
    numbering=series("补"),
    slots=(
        NUMBER,
        WORKER,
        day("received_on", "收到申请日期"),
        Slot(name="missing_papers", label="需补充的全部材料", shape=Shape.LIST),
        day("supplement_due_on", "补充截止日"),
        CONTACT,
    ),
    body=(
        line("{worker_name}："),
        para("你于{received_on}提出的法律援助申请（{case_no}），经审查，还需要补充下列材料，现一次性告知："),
        Items("missing_papers"),
        para(
            "请于{supplement_due_on}前补充。未按要求补充的，视为撤回申请（《中华人民共和国法律援助法》第四十三条）。"
        ),
        CONTACT_LINE,
    ),
)

REFERRAL = Paper(
    code="aid_referral",
    label="转介（移送）函",
    called=("转介函", "移送函"),
    processes=AID,
    at=("applied", "review"),
    signed_by=("refer",),
    look=Look.LETTER,
    audience=Audience.AGENCY,
    numbering=series("转"),
    slots=(
        NUMBER,
        WORKER,
        WORKER_PHONE,
        EMPLOYER,
        Slot(name="center", label="法律援助中心"),
        some("center_rule", "选择该中心的依据"),
        some("matter_type", "援助事项"),
        text("dispute_facts", "事实和理由"),
        text("claim", "请求事项"),
        Slot(name="papers_sent", label="移送材料", shape=Shape.LIST),
        Slot(name="sharing_basis", label="提供个人信息的依据"),
        CONTACT,
    ),
    body=(
        line("{center}："),
        para(
            "{worker_name}",
            "（电话：{worker_phone}）",
            "与{employer_name}的劳动争议，",
            "属于{matter_type}，",
            "向我会申请法律援助（{case_no}），现转介你中心依法办理。",
        ),
        para("选择你中心的依据：{center_rule}。"),
        para("事实和理由：{dispute_facts}"),
        para("请求事项：{claim}"),
        para("移送材料中个人信息的提供依据：{sharing_basis}。"),
        CONTACT_LINE,
        para("附：移送材料"),
        Items("papers_sent"),
        Strip(
            "回　　执",
            (
                para("你会转介的{worker_name}法律援助申请材料已收到。"),
                grid((("接收人", ""), ("接收日期", "")), (("处理意见", "□ 受理　□ 退回"), ("案号", ""))),
                Signatures(("接收单位（盖章）", "日期")),
            ),
            fresh=True,
        ),
    ),
)

APPLYING = (APPLICATION, MEANS, SUPPLEMENT, REFERRAL)
