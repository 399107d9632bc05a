"""The first schema: matters, proceedings, clocks, people, the audit chain.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "audit_anchor",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_audit_anchor")),
    )
    op.create_table(
        "calendar_override",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=50), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_override")),
    )
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
    )
    op.create_table(
        "deadline_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column(
            "mark",
            sa.Enum("statute", "elsewhere", "house", name="mark", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "approved_by is null or approved_by <> proposed_by", name=op.f("ck_deadline_rule_two_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_rule")),
        sa.UniqueConstraint(
            "code", "region", "effective_from", name=op.f("uq_deadline_rule_code_region_effective_from")
        ),
    )
    op.create_table(
        "law_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_version")),
    )
    op.create_table(
        "number_series",
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_number_series")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=50), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempt_address_at", ["address", "at"], unique=False)
        batch_op.create_index("ix_sign_in_attempt_login_at", ["login", "at"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "federation",
                "township",
                "street",
                "park",
                "enterprise",
                "agency",
                "law_firm",
                "mediation",
                name="unitkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("area", sa.String(length=50), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["head_id"], ["user.id"], name=op.f("fk_unit_head_id"), use_alter=True),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_path"), ["path"], unique=False)

    op.create_table(
        "matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("category", sa.String(length=8), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("work_place", sa.String(length=200), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=True),
        sa.Column("facts_text", sa.Text(), nullable=False),
        sa.Column("sanitised_facts", sa.Text(), nullable=False),
        sa.Column("priority", sa.String(length=2), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("collective", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("other_procedure", sa.String(length=20), nullable=False),
        sa.Column("safe_contact", sa.String(length=200), nullable=False),
        sa.Column("limitation_nominal_on", sa.Date(), nullable=True),
        sa.Column("limitation_due_on", sa.Date(), nullable=True),
        sa.Column("limitation_certain", sa.Boolean(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("audit_seq", sa.Integer(), nullable=False),
        sa.Column("audit_head", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["party.id"], name=op.f("fk_matter_employer_id"), use_alter=True
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_matter_unit_id")),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["party.id"], name=op.f("fk_matter_worker_id"), use_alter=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
    )
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matter_category"), ["category"], unique=False)
        batch_op.create_index(batch_op.f("ix_matter_limitation_due_on"), ["limitation_due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_matter_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_user_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("login", name=op.f("uq_user_login")),
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "limitation_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_limitation_event_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limitation_event")),
    )
    with op.batch_alter_table("limitation_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_limitation_event_matter_id"), ["matter_id"], unique=False)

    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("worker", "representative", "employer", name="partykind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("phone_tail", sa.String(length=64), nullable=True),
        sa.Column("id_number", sa.LargeBinary(), nullable=True),
        sa.Column("id_index", sa.String(length=64), nullable=True),
        sa.Column("id_tail", sa.String(length=64), nullable=True),
        sa.Column("bank_account", sa.LargeBinary(), nullable=True),
        sa.Column("bank_index", sa.String(length=64), nullable=True),
        sa.Column("credit_code", sa.String(length=18), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("job", sa.String(length=100), nullable=False),
        sa.Column("crowd", sa.String(length=20), nullable=False),
        sa.Column("is_caller", sa.Boolean(), nullable=False),
        sa.Column("relation", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_party_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_credit_code"), ["credit_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_id_index"), ["id_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_matter_id"), ["matter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_phone_index"), ["phone_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_phone_tail"), ["phone_tail"], unique=False)

    op.create_table(
        "proceeding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("process", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("overlays", sa.JSON(), nullable=False),
        sa.Column("done_by", sa.JSON(), nullable=False),
        sa.Column(
            "card", sa.Enum("", "yellow", "red", name="card", native_enum=False, length=20), nullable=False
        ),
        sa.Column("extension", sa.Integer(), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["handler_id"], ["user.id"], name=op.f("fk_proceeding_handler_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_proceeding_matter_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["proceeding.id"], name=op.f("fk_proceeding_parent_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_proceeding_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proceeding")),
        sa.UniqueConstraint("number", name=op.f("uq_proceeding_number")),
    )
    with op.batch_alter_table("proceeding", schema=None) as batch_op:
        batch_op.create_index("ix_proceeding_closed", ["closed_at", "id"], unique=False)
        batch_op.create_index("ix_proceeding_due", ["open", "next_due_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proceeding_matter_id"), ["matter_id"], unique=False)
        batch_op.create_index("ix_proceeding_mine", ["handler_id", "open", "next_due_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proceeding_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index("ix_proceeding_queue", ["unit_id", "open", "next_due_at", "id"], unique=False)
        batch_op.create_index("ix_proceeding_state", ["state", "process", "next_due_at", "id"], unique=False)

    op.create_table(
        "user_role",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "operator",
                "dispatcher",
                "handling_unit",
                "aid_reviewer",
                "aid_head",
                "lawyer",
                "mediator",
                "mediation_head",
                "supervisor",
                "signatory",
                "manager",
                "callback",
                "liaison",
                "agency",
                "informant",
                "archivist",
                "auditor",
                "admin",
                "system",
                name="role",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_user_role_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "role", name=op.f("pk_user_role")),
    )
    with op.batch_alter_table("user_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_role_role"), ["role"], unique=False)

    op.create_table(
        "aid_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("track", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("matter_type", sa.String(), nullable=True),
        sa.Column("means_ground", sa.String(), nullable=True),
        sa.Column("detained", sa.Boolean(), nullable=False),
        sa.Column("limitation_last_day", sa.Date(), nullable=True),
        sa.Column("supplement_due_on", sa.Date(), nullable=True),
        sa.Column("center", sa.String(), nullable=True),
        sa.Column("sharing_basis", sa.String(), nullable=True),
        sa.Column("center_received_on", sa.Date(), nullable=True),
        sa.Column("provisional_ground", sa.String(), nullable=True),
        sa.Column("termination_ground", sa.String(), nullable=True),
        sa.Column("objection_received_on", sa.Date(), nullable=True),
        sa.Column("engaged_on", sa.Date(), nullable=True),
        sa.Column("forum", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("awarded_amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("received_amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("quality_score", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["proceeding.id"], name=op.f("fk_aid_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_case")),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=50), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("target", sa.String(length=30), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_audit_event_matter_id")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_audit_event_proceeding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("chain", "seq", name=op.f("uq_audit_event_chain_seq")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_matter_id", ["matter_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_proceeding_id"), ["proceeding_id"], unique=False)

    op.create_table(
        "involvement",
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_involvement_matter_id")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_involvement_proceeding_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_involvement_user_id")),
        sa.PrimaryKeyConstraint("proceeding_id", "user_id", name=op.f("pk_involvement")),
    )
    with op.batch_alter_table("involvement", schema=None) as batch_op:
        batch_op.create_index("ix_involvement_user", ["user_id", "matter_id", "proceeding_id"], unique=False)

    op.create_table(
        "mediation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_type", sa.String(), nullable=True),
        sa.Column("applicant", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("court_commissioned", sa.Boolean(), nullable=False),
        sa.Column("arbitration_commissioned", sa.Boolean(), nullable=False),
        sa.Column("negotiation_requested_on", sa.Date(), nullable=True),
        sa.Column("commission_taken_on", sa.Date(), nullable=True),
        sa.Column("other_party", sa.String(), nullable=True),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("panel_ids", sa.JSON(), nullable=False),
        sa.Column("issuer_accepted", sa.Boolean(), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("fail_reason", sa.String(), nullable=True),
        sa.Column("agreed_amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("performance_due_on", sa.Date(), nullable=True),
        sa.Column("confirms_relation", sa.Boolean(), nullable=False),
        sa.Column("represented_consent", sa.Boolean(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("review_applied_on", sa.Date(), nullable=True),
        sa.Column("commission_accepted_on", sa.Date(), nullable=True),
        sa.Column("court_applied_on", sa.Date(), nullable=True),
        sa.Column("court_accepted_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("performed_on", sa.Date(), nullable=True),
        sa.Column("performed_amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("order_applied_on", sa.Date(), nullable=True),
        sa.Column("order_accepted_on", sa.Date(), nullable=True),
        sa.Column("order_received_on", sa.Date(), nullable=True),
        sa.Column("order_outcome", sa.String(), nullable=True),
        sa.Column("enforcement_applied_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["proceeding.id"], name=op.f("fk_mediation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("complaint_received_on", sa.Date(), nullable=True),
        sa.Column("real_name", sa.Boolean(), nullable=False),
        sa.Column("worker_group", sa.String(), nullable=True),
        sa.Column("mass_dispute", sa.String(), nullable=True),
        sa.Column("employer_name", sa.String(), nullable=True),
        sa.Column("legal_representative", sa.String(), nullable=True),
        sa.Column("employer_address", sa.String(), nullable=True),
        sa.Column("platform_company", sa.Boolean(), nullable=False),
        sa.Column("identity_consent", sa.Boolean(), nullable=False),
        sa.Column("legal_basis", sa.String(), nullable=True),
        sa.Column("breaches", sa.String(), nullable=True),
        sa.Column("measures", sa.String(), nullable=True),
        sa.Column("reply_days", sa.Integer(), nullable=True),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("copy_to", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("occasion", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("areas", sa.String(), nullable=True),
        sa.Column("channels", sa.String(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("employers_reached", sa.Integer(), nullable=True),
        sa.Column("reads", sa.Integer(), nullable=True),
        sa.Column("investigated_on", sa.Date(), nullable=True),
        sa.Column("investigators", sa.JSON(), nullable=False),
        sa.Column("certificates", sa.String(), nullable=True),
        sa.Column("finding", sa.String(), nullable=True),
        sa.Column("service_method", sa.String(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("servers", sa.JSON(), nullable=False),
        sa.Column("service_place", sa.String(), nullable=True),
        sa.Column("receiver", sa.String(), nullable=True),
        sa.Column("delivery_no", sa.String(), nullable=True),
        sa.Column("service_refused", sa.Boolean(), nullable=False),
        sa.Column("service_witnesses", sa.String(), nullable=True),
        sa.Column("service_photos", sa.String(), nullable=True),
        sa.Column("electronic_agreed", sa.Boolean(), nullable=False),
        sa.Column("reply_kind", sa.String(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verifiers", sa.JSON(), nullable=False),
        sa.Column("recovered_amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("employer_uncooperative", sa.Boolean(), nullable=True),
        sa.Column("retention", sa.String(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("prior_letters", sa.String(), nullable=True),
        sa.Column("opinion_refused", sa.Boolean(), nullable=False),
        sa.Column("suggestion", sa.String(), nullable=True),
        sa.Column("evidence_index", sa.String(), nullable=True),
        sa.Column("workers_annex", sa.Boolean(), nullable=False),
        sa.Column("feedback_by", sa.Date(), nullable=True),
        sa.Column("sharing_basis", sa.String(), nullable=True),
        sa.Column("authority_received_on", sa.Date(), nullable=True),
        sa.Column("authority_filed_on", sa.Date(), nullable=True),
        sa.Column("authority_file_no", sa.String(), nullable=True),
        sa.Column("authority_closed_on", sa.Date(), nullable=True),
        sa.Column("result_in_writing", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["proceeding.id"], name=op.f("fk_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_table(
        "reveal_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approved_by is null or approved_by <> requested_by", name=op.f("ck_reveal_request_two_persons")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["user.id"], name=op.f("fk_reveal_request_approved_by")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_reveal_request_party_id")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_reveal_request_proceeding_id")
        ),
        sa.ForeignKeyConstraint(["requested_by"], ["user.id"], name=op.f("fk_reveal_request_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reveal_request")),
    )
    with op.batch_alter_table("reveal_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reveal_request_party_id"), ["party_id"], unique=False)

    op.create_table(
        "running_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column(
            "mark",
            sa.Enum("statute", "elsewhere", "house", name="mark", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("rule_version", sa.String(length=40), nullable=False),
        sa.Column("calendar_version", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day_zero", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("extra", sa.Integer(), nullable=False),
        sa.Column("times_extended", sa.Integer(), nullable=False),
        sa.Column("nominal_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("next_stage_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_running_clock_proceeding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_running_clock")),
    )
    with op.batch_alter_table("running_clock", schema=None) as batch_op:
        batch_op.create_index(
            "ix_running_clock_next_stage_at",
            ["next_stage_at"],
            unique=False,
            postgresql_where=sa.text("next_stage_at is not null"),
            sqlite_where=sa.text("next_stage_at is not null"),
        )
        batch_op.create_index(batch_op.f("ix_running_clock_proceeding_id"), ["proceeding_id"], unique=False)
        batch_op.create_index(
            "ix_running_clock_provisional",
            ["id"],
            unique=False,
            postgresql_where=sa.text("provisional"),
            sqlite_where=sa.text("provisional = 1"),
        )

    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=False),
        sa.Column("process", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("taken_up_id", sa.Integer(), nullable=True),
        sa.Column("set_aside_because", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_suggestion_matter_id")),
        sa.ForeignKeyConstraint(["source_id"], ["proceeding.id"], name=op.f("fk_suggestion_source_id")),
        sa.ForeignKeyConstraint(["taken_up_id"], ["proceeding.id"], name=op.f("fk_suggestion_taken_up_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint(
            "source_id", "rule", "process", name=op.f("uq_suggestion_source_id_rule_process")
        ),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_matter_id"), ["matter_id"], unique=False)

    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("service", sa.String(length=2), nullable=True),
        sa.Column("real_name", sa.Boolean(), nullable=True),
        sa.Column("is_worker_self", sa.Boolean(), nullable=True),
        sa.Column("employer_known", sa.Boolean(), nullable=True),
        sa.Column("wishes_reply", sa.Boolean(), nullable=True),
        sa.Column("petition", sa.String(length=10), nullable=True),
        sa.Column("upstream_no", sa.String(length=200), nullable=True),
        sa.Column("upstream_due_on", sa.Date(), nullable=True),
        sa.Column("decline_code", sa.String(length=4), nullable=True),
        sa.Column("grade", sa.String(length=10), nullable=True),
        sa.Column("co_units", sa.String(length=200), nullable=True),
        sa.Column("designated", sa.Boolean(), nullable=False),
        sa.Column("cause", sa.String(length=12), nullable=True),
        sa.Column("close_on_child", sa.Boolean(), nullable=False),
        sa.Column("recovered_amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("persons_helped", sa.Integer(), nullable=True),
        sa.Column("first_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("third_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved", sa.String(length=12), nullable=True),
        sa.Column("satisfaction", sa.String(length=24), nullable=True),
        sa.Column("master_no", sa.String(length=200), nullable=True),
        sa.Column("retention", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["proceeding.id"], name=op.f("fk_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("token", name=op.f("uq_ticket_token")),
    )
    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("agency_name", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("expedited", sa.Boolean(), nullable=False),
        sa.Column("sharing_basis", sa.String(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("file_no", sa.String(), nullable=True),
        sa.Column("result_on", sa.Date(), nullable=True),
        sa.Column("recovered_amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("retention", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["proceeding.id"], name=op.f("fk_transfer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
    )
    op.create_table(
        "viewing",
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["proceeding_id"], ["proceeding.id"], name=op.f("fk_viewing_proceeding_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_viewing_user_id")),
        sa.PrimaryKeyConstraint("proceeding_id", "user_id", "day", name=op.f("pk_viewing")),
    )
    op.create_table(
        "clock_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("granted_by", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["clock_id"], ["running_clock.id"], name=op.f("fk_clock_extension_clock_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_extension")),
    )
    with op.batch_alter_table("clock_extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clock_extension_clock_id"), ["clock_id"], unique=False)

    op.create_table(
        "clock_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["clock_id"], ["running_clock.id"], name=op.f("fk_clock_pause_clock_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_pause")),
    )
    with op.batch_alter_table("clock_pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clock_pause_clock_id"), ["clock_id"], unique=False)

    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=True),
        sa.Column("clock_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.Enum("inbox", name="channel", native_enum=False, length=20), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["clock_id"], ["running_clock.id"], name=op.f("fk_notification_clock_id")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_notification_proceeding_id")
        ),
        sa.ForeignKeyConstraint(["recipient_id"], ["user.id"], name=op.f("fk_notification_recipient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("key", name=op.f("uq_notification_key")),
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notification_clock_id"), ["clock_id"], unique=False)
        batch_op.create_index("ix_notification_inbox", ["recipient_id", "read_at", "at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_proceeding_id"), ["proceeding_id"], unique=False)

    if op.get_bind().dialect.supports_alter:
        add_circular_keys()


def add_circular_keys():
    """Tables that name each other: SQLite keeps these keys in the tables themselves."""
    op.create_foreign_key(op.f("fk_unit_head_id"), "unit", "user", ["head_id"], ["id"])
    op.create_foreign_key(op.f("fk_matter_employer_id"), "matter", "party", ["employer_id"], ["id"])
    op.create_foreign_key(op.f("fk_matter_worker_id"), "matter", "party", ["worker_id"], ["id"])


def drop_circular_keys():
    op.drop_constraint(op.f("fk_unit_head_id"), "unit", type_="foreignkey")
    op.drop_constraint(op.f("fk_matter_employer_id"), "matter", type_="foreignkey")
    op.drop_constraint(op.f("fk_matter_worker_id"), "matter", type_="foreignkey")


def downgrade():
    if op.get_bind().dialect.supports_alter:
        drop_circular_keys()
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notification_proceeding_id"))
        batch_op.drop_index("ix_notification_inbox")
        batch_op.drop_index(batch_op.f("ix_notification_clock_id"))

    op.drop_table("notification")
    with op.batch_alter_table("clock_pause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clock_pause_clock_id"))

    op.drop_table("clock_pause")
    with op.batch_alter_table("clock_extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clock_extension_clock_id"))

    op.drop_table("clock_extension")
    op.drop_table("viewing")
    op.drop_table("transfer")
    op.drop_table("ticket")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_matter_id"))

    op.drop_table("suggestion")
    with op.batch_alter_table("running_clock", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_running_clock_provisional",
            postgresql_where=sa.text("provisional"),
            sqlite_where=sa.text("provisional = 1"),
        )
        batch_op.drop_index(batch_op.f("ix_running_clock_proceeding_id"))
        batch_op.drop_index(
            "ix_running_clock_next_stage_at",
            postgresql_where=sa.text("next_stage_at is not null"),
            sqlite_where=sa.text("next_stage_at is not null"),
        )

    op.drop_table("running_clock")
    with op.batch_alter_table("reveal_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reveal_request_party_id"))

    op.drop_table("reveal_request")
    op.drop_table("notice")
    op.drop_table("mediation")
    with op.batch_alter_table("involvement", schema=None) as batch_op:
        batch_op.drop_index("ix_involvement_user")

    op.drop_table("involvement")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_proceeding_id"))
        batch_op.drop_index("ix_audit_event_matter_id")

    op.drop_table("audit_event")
    op.drop_table("aid_case")
    with op.batch_alter_table("user_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_role_role"))

    op.drop_table("user_role")
    with op.batch_alter_table("proceeding", schema=None) as batch_op:
        batch_op.drop_index("ix_proceeding_state")
        batch_op.drop_index("ix_proceeding_queue")
        batch_op.drop_index(batch_op.f("ix_proceeding_parent_id"))
        batch_op.drop_index("ix_proceeding_mine")
        batch_op.drop_index(batch_op.f("ix_proceeding_matter_id"))
        batch_op.drop_index("ix_proceeding_due")
        batch_op.drop_index("ix_proceeding_closed")

    op.drop_table("proceeding")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_phone_tail"))
        batch_op.drop_index(batch_op.f("ix_party_phone_index"))
        batch_op.drop_index(batch_op.f("ix_party_name"))
        batch_op.drop_index(batch_op.f("ix_party_matter_id"))
        batch_op.drop_index(batch_op.f("ix_party_id_index"))
        batch_op.drop_index(batch_op.f("ix_party_credit_code"))

    op.drop_table("party")
    with op.batch_alter_table("limitation_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_limitation_event_matter_id"))

    op.drop_table("limitation_event")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_unit_id"))

    op.drop_table("user")
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_matter_unit_id"))
        batch_op.drop_index(batch_op.f("ix_matter_limitation_due_on"))
        batch_op.drop_index(batch_op.f("ix_matter_category"))

    op.drop_table("matter")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_path"))

    op.drop_table("unit")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_login_at")
        batch_op.drop_index("ix_sign_in_attempt_address_at")

    op.drop_table("sign_in_attempt")
    op.drop_table("number_series")
    op.drop_table("law_version")
    op.drop_table("deadline_rule")
    op.drop_table("calendar_year")
    op.drop_table("calendar_override")
    op.drop_table("audit_anchor")
