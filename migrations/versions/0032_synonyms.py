"""Words of one meaning, kept by the office; those that come with the system to begin with.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

GROUPS = (
    "欠薪/qx 拖欠工资/tqgz 拖欠劳动报酬/tqldbc 拖欠薪资/tqxz 不发工资/bfgz 讨薪/tx",
    "加班费/jbf 加班工资/jbgz 加班报酬/jbbc",
    "二倍工资/ebgz 双倍工资/sbgz 未签劳动合同/wqldht 未签合同/wqht 未订立书面劳动合同/wdlsmldht",
    "违法解除/wfjc 违法辞退/wfct 违法解雇/wfjg 违法开除/wfkc",
    "解除劳动合同/jcldht 解除合同/jcht 辞退/ct 解雇/jg 开除/kc 炒鱿鱼/cyy",
    "经济补偿/jjbc 经济补偿金/jjbcj 补偿金/bcj",
    "赔偿金/pcj 2n/2n",
    "工伤/gs 工伤事故/gssg 因工受伤/ygss 因工负伤/ygfs",
    "工伤认定/gsrd 认定工伤/rdgs",
    "职业病/zyb 尘肺/cf 尘肺病/cfb",
    "社会保险/shbx 社保/sb 五险/wx 五险一金/wxyj",
    "养老保险/ylbx 养老金/ylj",
    "医疗保险/ylbx 医保/yb",
    "公积金/gjj 住房公积金/zfgjj",
    "年休假/nxj 年假/nj 带薪休假/dxxj 带薪年休假/dxnxj",
    "陪产假/pcj 护理假/hlj",
    "产假/cj 生育假/syj",
    "三期/sq 孕期/yq 哺乳期/brq",
    "高温津贴/gwjt 高温补贴/gwbt 防暑降温费/fsjwf",
    "最低工资/zdgz 低于最低工资/dyzdgz",
    "试用期/syq 试工/sg",
    "调岗/dg 变更岗位/bggw 调整岗位/tzgw 换岗/hg",
    "降薪/jx 减薪/jx 降低工资/jdgz",
    "裁员/cy 经济性裁员/jjxcy",
    "离职证明/lzzm 解除证明/jczm",
    "竞业限制/jyxz 竞业禁止/jyjz",
    "劳务派遣/lwpq 派遣/pq 派遣工/pqg",
    "外包/wb 劳务外包/lwwb",
    "农民工/nmg 民工/mg 务工人员/wgry",
    "新就业形态/xjyxt 外卖骑手/wmqs 骑手/qs 网约车/wyc 快递员/kdy",
    "仲裁/zc 劳动仲裁/ldzc 劳动争议仲裁/ldzyzc",
    "法律援助/flyz 法援/fy",
    "群体性/qtx 群体性争议/qtxzy 群体性事件/qtxsj",
    "性骚扰/xsr 骚扰/sr",
    "劳动监察/ldjc 监察/jc 劳动保障监察/ldbzjc",
    "押金/yj 保证金/bzj",
    "绩效工资/jxgz 绩效奖金/jxjj",
    "停工停产/tgtc 停工/tg 停产/tc 放假待岗/fjdg 待岗/dg",
    "超时加班/csjb 超时/cs 九九六/jjl 996/996",
)
"""Each word with its initials."""


def upgrade():
    group = op.create_table(
        "synonym_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["user.id"], name=op.f("fk_synonym_group_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym_group")),
    )
    word = op.create_table(
        "synonym_word",
        sa.Column("word", sa.String(20), nullable=False),
        sa.Column("letters", sa.String(20), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["synonym_group.id"], name=op.f("fk_synonym_word_group_id")),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_synonym_word")),
    )
    op.create_index(op.f("ix_synonym_word_letters"), "synonym_word", ["letters"])
    op.create_index(op.f("ix_synonym_word_group_id"), "synonym_word", ["group_id"])
    for line in GROUPS:
        id = op.get_bind().execute(sa.insert(group).values(version=1).returning(group.c.id)).scalar_one()
        pairs = enumerate(pair.split("/") for pair in line.split())
        op.bulk_insert(word, [{"word": w, "letters": i, "place": n, "group_id": id} for n, (w, i) in pairs])


def downgrade():
    op.drop_table("synonym_word")
    op.drop_table("synonym_group")
