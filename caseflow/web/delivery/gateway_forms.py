"""What is asked of each kind of gateway (通道设置); what is secret is typed and never shown again."""

from collections.abc import Mapping
from typing import Any

from wtforms import PasswordField
from wtforms.validators import DataRequired, Length

from caseflow.casework.delivery.gateways import FEWEST, SERVICES, USUAL, Setup
from caseflow.casework.models import Channel, Gateway, Security
from caseflow.casework.units import choices, tree
from caseflow.web.access import current_viewer
from caseflow.web.forms import CheckField, Form, LineField, NumberField, OptionsField, SelectField
from caseflow.web.forms.fields import offered, whole

KEPT = "已保存，不改请留空"
HIDDEN = {"autocomplete": "new-password"}
SECURITIES = (
    (Security.STARTTLS, "STARTTLS（常用端口 587）"),
    (Security.TLS, "SSL/TLS（常用端口 465）"),
    (Security.NONE, "不加密（只用于内网）"),
)


class GatewayForm(Form):
    """What is asked of every gateway."""

    name = LineField("名称", [DataRequired("请填写名称"), Length(max=50, message="最多50字")])

    def setup(self, channel: Channel) -> Setup:
        """What was filled in."""
        given = self.given()
        if "security" in given:
            given["security"] = Security(given["security"])
        return Setup(channel=channel, **given)

    def of(self, channel: Channel, kept: Gateway | None) -> None:
        """Offer what there is to choose from, and say what is known already."""
        self["per_minute"].description = f"最少 {FEWEST} 条；超过服务商的限制会被停用"
        if "unit_id" in self:
            units = offered(choices(tree(current_viewer())))
            self["unit_id"].choices = [*self["unit_id"].choices, *units]
            self["address"].description = f"不填即 {SERVICES[channel]}"
        for name in ("token", "secret"):
            if kept and name in self and getattr(kept, name):
                self[name].description = KEPT


def _per_minute() -> NumberField:
    return NumberField("每分钟最多条数", [DataRequired("请填写每分钟最多条数")])


def _inside() -> CheckField:
    return CheckField("允许内网地址", description="服务器在单位内网时才勾选")


def _secret(label: str, description: str = "") -> PasswordField:
    length = Length(max=200, message="最多200字")
    return PasswordField(label, [length], description=description, render_kw=HIDDEN)


class MailForm(GatewayForm):
    """A mail server."""

    address = LineField(
        "服务器", [DataRequired("请填写服务器"), Length(max=200)], description="例如 smtp.example.com"
    )
    security = OptionsField("加密方式", SECURITIES, validators=[DataRequired("请选择加密方式")])
    port = NumberField("端口", description="不填即按加密方式取常用端口")
    sender = LineField("发件地址", [DataRequired("请填写发件地址"), Length(max=200)])
    username = LineField("登录名", [Length(max=100)], description="服务器不要求登录的不填")
    secret = _secret("登录密码")
    inside = _inside()
    per_minute = _per_minute()


class TextsForm(GatewayForm):
    """A gateway for text messages."""

    address = LineField(
        "网关地址", [DataRequired("请填写网关地址"), Length(max=200)], description="以 https:// 开头"
    )
    secret = _secret("签名密钥", "与网关约定的密钥，用来对每条短信签名")
    inside = _inside()
    per_minute = _per_minute()


class RobotForm(GatewayForm):
    """A robot in the chat of a unit."""

    unit_id = SelectField("属于哪个单位的群", [], whole, validators=[DataRequired("请选择单位")])
    token = _secret("机器人密钥", "机器人地址里 key=、access_token= 或者 hook/ 后面的部分")
    secret = _secret("加签密钥", "机器人设置了加签（签名校验）的填写")
    address = LineField("服务地址", [Length(max=200)])
    inside = _inside()
    per_minute = _per_minute()


FORMS: Mapping[Channel, type[GatewayForm]] = {
    Channel.EMAIL: MailForm,
    Channel.SMS: TextsForm,
    Channel.WECOM: RobotForm,
    Channel.DINGTALK: RobotForm,
    Channel.FEISHU: RobotForm,
}


def form_of(channel: Channel, kept: Gateway | None = None) -> GatewayForm:
    """The form of the channel, with what stands of the gateway, but for what is secret."""
    names = ("name", "unit_id", "address", "port", "security", "username", "sender", "inside", "per_minute")
    clean: dict[str, Any] = {
        "per_minute": USUAL[channel],
        "security": Security.STARTTLS,
        "name": channel.label,
    }
    form = FORMS[channel](data={name: getattr(kept, name) for name in names} if kept else clean)
    form.of(channel, kept)
    return form
