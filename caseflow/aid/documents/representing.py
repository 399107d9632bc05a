"""The lawyer: appointed, announced, replaced, done (L9–L17)."""

from caseflow.aid.documents.common import AID, LAWYER, NUMBER, series
from caseflow.casework.documents.blocks import Signatures, grid, line, para
from caseflow.casework.documents.common import (
    CONTACT,
    CONTACT_LINE,
    EMPLOYER,
    WORKER,
    WORKER_ID,
    WORKER_PHONE,
    some,
    text,
)
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Shape, Slot

FIRM = some("law_firm", "律师事务所")

APPOINTED = Paper(
    code="aid_assignment",
    label="指派通知书",
    called=("委派函",),
    title="法律援助指派通知书",
    processes=AID,
    signed_by=("assign",),
    at=("approved", "reassigning"),
    look=Look.LETTER,
    audience=Audience.AGENCY,
    numbering=series("派"),
    slots=(
        NUMBER,
        LAWYER,
        FIRM,
        WORKER,
        WORKER_PHONE,
        EMPLOYER,
        some("matter_type", "援助事项"),
        Slot(name="sign_within", label="签订委托的期限", fill=lambda _: "五日"),
        CONTACT,
    ),
    body=(
        line("{handler}律师：", "（{law_firm}）"),
        para(
            "我会决定对{worker_name}与{employer_name}的劳动争议（{case_no}）给予法律援助，",
            "援助事项为{matter_type}，",
            "现指派你承办。",
        ),
        para("受援人联系电话：{worker_phone}。"),
        para(
            "请自收到本通知之日起{sign_within}内与受援人签订委托代理协议、授权委托书。与本案有利害关系或者曾代理本案用人单位的，请立即告知我会。"
        ),
        para(
            "承办期间不得收取受援人任何财物（《中华人民共和国法律援助法》第二十条），对受援人的隐私和个人信息予以保密（第二十一条）。"
        ),
        CONTACT_LINE,
    ),
)

OFFICIAL = Paper(
    code="aid_letter",
    label="法律援助公函",
    processes=AID,
    at=("engaged", "in_representation"),
    look=Look.LETTER,
    audience=Audience.AGENCY,
    numbering=series("函"),
    slots=(
        NUMBER,
        Slot(name="forum_name", label="仲裁委员会或者法院名称"),
        LAWYER,
        FIRM,
        WORKER,
        EMPLOYER,
        some("licence", "执业证号"),
    ),
    body=(
        line("{forum_name}："),
        para(
            "{worker_name}与{employer_name}劳动争议一案，我会已决定给予法律援助（{case_no}），指派{handler}律师",
            "（{law_firm}）",
            "（执业证号：{licence}）",
            "担任受援人的委托代理人。",
        ),
        para("特此函告。"),
    ),
)

REPLACED = Paper(
    code="aid_replacement",
    label="更换法律援助人员通知书",
    processes=AID,
    look=Look.LETTER,
    audience=Audience.WORKER,
    numbering=series("换"),
    slots=(
        NUMBER,
        WORKER,
        EMPLOYER,
        some("asked_by", "更换由谁提出"),
        text("reason", "更换理由"),
        some("new_lawyer", "新的承办人员"),
        CONTACT,
    ),
    body=(
        line("{worker_name}："),
        para(
            "你与{employer_name}劳动争议的法律援助（{case_no}），",
            "（{asked_by}）",
            "经审查，决定更换承办人员。",
        ),
        para("理由：{reason}"),
        para("新的承办人员：{new_lawyer}。"),
        CONTACT_LINE,
    ),
)

REPLACEMENT_FORM = Paper(
    code="aid_replacement_form",
    label="更换法律援助人员审批表",
    processes=AID,
    look=Look.FORM,
    audience=Audience.INSIDE,
    slots=(
        NUMBER,
        WORKER,
        EMPLOYER,
        some("asked_by", "更换由谁提出"),
        some("reason", "更换理由", Shape.TEXT),
        some("new_lawyer", "拟更换为"),
    ),
    body=(
        grid(
            (("编号", "{case_no}"), ("受援人", "{worker_name}")),
            (("对方当事人", "{employer_name}"), ("更换由谁提出", "{asked_by}")),
            (("拟更换为", "{new_lawyer}"),),
        ),
        grid((("更换理由", "{reason}"),), (("审核意见", ""),), (("负责人意见", ""),), tall=4),
        para("依据：《中华人民共和国法律援助法》第五十五条。"),
        Signatures(("审核人（签名）", "负责人（签名）", "日期", "日期")),
    ),
)

PROGRESS = Paper(
    code="aid_progress",
    label="办理情况通报",
    processes=AID,
    look=Look.NOTICE,
    audience=Audience.WORKER,
    slots=(
        NUMBER,
        WORKER,
        EMPLOYER,
        LAWYER,
        some("case_stage", "办理阶段"),
        some("next_hearing_at", "下次开庭时间", Shape.MOMENT),
        text("advice", "给受援人的意见"),
    ),
    body=(
        line("{worker_name}："),
        para(
            "你与{employer_name}的劳动争议（{case_no}），",
            "目前处于{case_stage}阶段。",
            "下次开庭时间：{next_hearing_at}。",
        ),
        para("{advice}"),
        para("承办律师：{handler}。"),
    ),
)

POWER = Paper(
    code="aid_power",
    label="授权委托书",
    processes=AID,
    at=("assigned",),
    look=Look.FORM,
    audience=Audience.WORKER,
    slots=(
        NUMBER,
        WORKER,
        WORKER_ID,
        WORKER_PHONE,
        EMPLOYER,
        LAWYER,
        FIRM,
        Slot(
            name="powers",
            label="代理权限",
            shape=Shape.TEXT,
            fill=lambda _: "一般代理：代为立案、提交材料、参加调解和庭审、签收法律文书。",
        ),
    ),
    body=(
        para("委托人：{worker_name}，身份证号码：", "{id_number}，", "电话：", "{worker_phone}"),
        para("受托人：{handler}律师", "（{law_firm}）"),
        para("委托人因与{employer_name}劳动争议一案（{case_no}），依法委托受托人为代理人。"),
        para("代理权限：{powers}"),
        para("本次代理为法律援助，不收取任何费用。"),
        Signatures(("委托人（签名、手印）", "受托人（签名）", "日期", "日期")),
    ),
)

ENGAGEMENT = Paper(
    code="aid_engagement",
    label="委托代理协议",
    processes=AID,
    at=("assigned",),
    look=Look.FORM,
    audience=Audience.WORKER,
    slots=(
        NUMBER,
        WORKER,
        WORKER_ID,
        EMPLOYER,
        LAWYER,
        FIRM,
        some("matter_type", "援助事项"),
        some("engaged_on", "签订日期", Shape.DATE),
    ),
    body=(
        para("甲方（受援人）：{worker_name}"),
        para("乙方（承办律师）：{handler}", "（{law_firm}）"),
        para(
            "甲方与{employer_name}的劳动争议（{case_no}），",
            "属于{matter_type}，",
            "经决定给予法律援助，双方约定：",
        ),
        para("一、乙方依法为甲方提供法律援助代理，及时告知办理情况，不收取甲方任何财物。"),
        para("二、甲方如实陈述案情、提供证据；经济状况发生变化、不再符合援助条件的，及时告知。"),
        para("三、乙方对甲方的隐私和个人信息保密。"),
        para(
            "四、本协议自双方签字之日起生效，", "签订日期为{engaged_on}，", "至代理事项办结时终止。一式三份。"
        ),
        Signatures(("甲方（签名、手印）", "乙方（签名）", "日期", "日期")),
    ),
)

CONCLUDED = Paper(
    code="aid_report",
    label="结案报告表",
    title="法律援助结案报告表",
    processes=AID,
    at=("in_representation",),
    look=Look.FORM,
    audience=Audience.INSIDE,
    slots=(
        NUMBER,
        WORKER,
        EMPLOYER,
        Slot(name="handler", label="承办律师", required=False),
        some("matter_type", "援助事项"),
        some("forum", "办理程序"),
        some("engaged_on", "签订委托日期", Shape.DATE),
        some("work_log", "办理经过", Shape.TEXT),
        some("outcome", "办理结果"),
        some("instrument", "生效文书名称和文号"),
        some("awarded_amount", "确定的金额（元）", Shape.MONEY),
        some("received_amount", "实际到手金额（元）", Shape.MONEY),
        some("feedback", "受援人意见", Shape.TEXT),
    ),
    body=(
        grid(
            (("编号", "{case_no}"), ("受援人", "{worker_name}")),
            (("对方当事人", "{employer_name}"), ("承办律师", "{handler}")),
            (("援助事项", "{matter_type}"), ("办理程序", "{forum}")),
            (("签订委托日期", "{engaged_on}"), ("办理结果", "{outcome}")),
            (("生效文书", "{instrument}"),),
            (("确定的金额（元）", "{awarded_amount}"), ("实际到手金额（元）", "{received_amount}")),
        ),
        grid((("办理经过", "{work_log}"),), (("受援人意见", "{feedback}"),), tall=6),
        Signatures(("承办律师（签名）", "受援人（签名）", "日期", "日期")),
    ),
)

REPRESENTING = (
    APPOINTED,
    OFFICIAL,
    REPLACED,
    REPLACEMENT_FORM,
    PROGRESS,
    POWER,
    ENGAGEMENT,
    CONCLUDED,
)
