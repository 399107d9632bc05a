"""Invented answers to what actions ask for, by the name of the datum (演示文字)."""

from collections.abc import Mapping
from datetime import timedelta

LINES: Mapping[str, str] = {
    "authority_file_no": "演示监立〔示〕8号",
    "center": "演示区法律援助中心",
    "certificates": "演监001、演监002",
    "commission": "演示区劳动人事争议仲裁委员会",
    "confirmation_no": "（示）演民特12号",
    "contact": "演示监督员，023-00000000",
    "court": "演示区人民法院",
    "decided_by": "演示市总工会",
    "decision_no": "演示援字〔示〕6号",
    "enforcement_court": "演示区人民法院",
    "instrument": "演示劳人仲案〔示〕35号裁决书",
    "knowledge_item": "演示知识库第12条",
    "order_court": "演示区人民法院",
    "order_no": "（示）演民督3号",
    "participants": "人社局、法院、司法局、住建委",
    "persons_met": "单位行政主管",
    "place": "演示路12号",
    "procuratorate": "演示区人民检察院",
    "proof": "银行转账回单",
    "receipt": "演示回执9号",
    "receiver": "示例经理",
    "reply_file": "演示复函3号",
    "report_cycle": "每周一次",
    "rule": "演示区工会职责清单第三项",
    "service_place": "单位办公室",
    "sharing_proof": "同意书演示05号",
    "subsidy_rule": "演示市法律援助补贴标准",
    "supervising_leader": "演示分管领导",
    "upstream_approval": "上级批复截图",
    "upstream_no": "SJ-演示-0042",
    "verifier_certificates": "演监001、演监002",
    "written_no": "演示监函〔示〕11号",
}

TEXTS: Mapping[str, str] = {
    "advice": "保存好考勤、工资流水和聊天记录，开庭前不要自行与单位结算。",
    "answer": "已说明政策规定和办理途径，诉求人表示清楚。",
    "attendance": "职工本人、单位人事负责人、调解员两名",
    "channels": "区总工会公众号、各片区公告栏、园区电子屏",
    "check_result": "逐项核查：工资已补发，考勤制度已修改并公示。",
    "comment": "对办理速度表示认可。",
    "default_clause": "逾期未付的，按未付金额的日万分之五支付违约金。",
    "evidence": "工资表、考勤记录各一份，询问笔录两份",
    "evidence_index": "1.劳动合同；2.工资流水；3.考勤记录；4.送达回证",
    "evidence_list": "劳动合同、工资流水、工作证、聊天记录",
    "explanation": "受援人外出务工，约定返回后签订委托。",
    "findings": "经向职工和单位核实，诉求反映的情况基本属实。",
    "ground": "属于本会援助范围，经济状况符合条件。",
    "minutes": "由人社局牵头督促单位限期支付，工会跟进反馈。",
    "missing_papers": "1.身份证复印件；2.工资流水；3.考勤记录",
    "notes": "双方各自陈述意见，就支付方案交换意见，单位同意分期支付。",
    "objection": "申请人认为材料已经齐全，请求重新审查。",
    "papers_sent": "申请表、身份证明复印件、证据材料一套",
    "prior_letters": "此前意见书已送达，单位逾期未书面答复。",
    "progress": "已约谈单位负责人，单位正在核对金额。",
    "reason": "经核实情况属实，按规定办理。",
    "reasons": "双方协商未果，职工生活困难，请求及时处理。",
    "rectification_evidence": "银行代发明细、补签的劳动合同、社保参保证明",
    "reply_summary": "单位承认存在问题，提出分两期支付。",
    "result": "单位已支付款项并作出书面说明，职工表示认可。",
    "summary": "电话联系诉求人，核对了时间、金额和证据。",
    "supplied_papers": "身份证复印件、工资流水",
    "terms": "单位分两期支付全部款项，最后一期于约定日前付清。",
    "told": "已告知办理结果和后续救济途径。",
    "where_to_go": "请向主管部门反映，可拨打12345。",
}

AHEAD: Mapping[str, timedelta] = {
    "action_due_on": timedelta(days=20),
    "answer_by": timedelta(days=3),
    "extended_to": timedelta(days=20),
    "feedback_by": timedelta(days=60),
    "limitation_last_day": timedelta(days=120),
    "next_hearing_at": timedelta(days=12),
    "performance_due_on": timedelta(days=10),
    "rectify_by": timedelta(days=20),
    "session_at": timedelta(days=2),
    "supplement_due_on": timedelta(days=10),
    "upstream_due_on": timedelta(days=12),
    "valid_until": timedelta(days=60),
    "first_try_at": timedelta(hours=-30),
    "second_try_at": timedelta(hours=-26),
}
"""How far from the action a day or instant lies; others are those of the action itself."""

NUMBERS: Mapping[str, int] = {
    "attempts": 2,
    "contact_tries": 1,
    "employers_reached": 120,
    "extension": 3,
    "quality_score": 92,
    "reads": 1800,
}

CHOSEN: Mapping[str, str] = {
    "applicant": "worker",
    "channel": "call",
    "fail_reason": "no_agreement",
    "finding": "proven",
    "grade": "general",
    "means_ground": "union_terms",
    "negotiation_answer": "agrees",
    "org_type": "peoples",
    "other_party": "agrees",
    "other_procedure": "none",
    "provisional_ground": "preservation",
    "priority": "P2",
    "resolved": "yes",
    "retention": "30_years",
    "service": "TS",
    "service_method": "direct",
    "track": "union",
}
"""Choices that leave the ways open; where there is none, any will do."""

STATED: Mapping[str, bool] = {"confidential": False, "expedited": False, "urgent": False}
"""Facts that are not so, unless a case says otherwise."""
