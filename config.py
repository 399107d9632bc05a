"""Settings, read from the environment; a production server refuses to start on a default."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

ROOT = Path(__file__).parent

_DEVELOPMENT_SECRET = "development-only-secret-key"  # noqa: S105 - refused in production
_DEVELOPMENT_KEY = "0" * 64
_DEVELOPMENT_INDEX = "1" * 64


class UnsafeSettings(Exception):
    """A production server was asked to start with a secret everybody knows, or with none."""


def _text(name: str, default: str) -> str:
    return field(default=default, metadata={"env": name})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting with its development default.

    `seal_keys` is `id:hex,id:hex` (AES-256, 32 bytes each); the first one seals, all of them open. `region`
    is the GB/T 2260 code that chooses local rules; `doc_prefix` starts every official number (代字).
    `font_folder` may hold fonts of the office's own for official documents, such as a 仿宋.
    `file_megabytes` is the largest attachment, `matter_megabytes` all of one matter together.
    `officer_roles` are the three names of the 三员, with 、 between them.
    `retention` is how long files are kept: `permanent` or `N_years` for each process, and the least for a
    matter of many (`collective`).
    `half_day_counts` says whether a half day of the office is a working day of a house rule.
    `trusted_proxies` is how many reverse proxies stand before us and tell the visitor's address.
    """

    environment: str = _text("CASEFLOW_ENV", "development")
    database_url: str = _text("DATABASE_URL", f"sqlite:///{ROOT / 'instance' / 'caseflow.db'}")
    secret_key: str = _text("SECRET_KEY", _DEVELOPMENT_SECRET)
    seal_keys: str = _text("SEAL_KEYS", f"1:{_DEVELOPMENT_KEY}")
    index_key: str = _text("INDEX_KEY", _DEVELOPMENT_INDEX)
    region: str = _text("CASEFLOW_REGION", "500119")
    office_name: str = _text("CASEFLOW_OFFICE", "演示区总工会")
    doc_prefix: str = _text("CASEFLOW_DOC_PREFIX", "演示工")
    officer_roles: str = _text("CASEFLOW_OFFICER_ROLES", "劳动关系信息员、劳动法律监督员、劳动争议调解员")
    font_folder: str = _text("CASEFLOW_FONTS", str(ROOT / "instance" / "fonts"))
    require_reminder_first: str = _text("CASEFLOW_REQUIRE_REMINDER_FIRST", "")
    half_day_counts: str = _text("CASEFLOW_HALF_DAY_COUNTS", "yes")
    retention: str = _text(
        "CASEFLOW_RETENTION",
        "ticket=10_years aid=10_years mediation=10_years transfer=10_years supervision=10_years"
        " reminder=30_years opinion=30_years recommendation=30_years public_reminder=permanent"
        " collective=30_years",
    )
    trusted_proxies: str = _text("CASEFLOW_TRUSTED_PROXIES", "0")
    file_megabytes: str = _text("CASEFLOW_FILE_MB", "20")
    matter_megabytes: str = _text("CASEFLOW_MATTER_MB", "500")
    session_minutes: str = _text("CASEFLOW_SESSION_MINUTES", "30")

    @property
    def production(self) -> bool:
        """Whether real people's data is kept here."""
        return self.environment == "production"

    @property
    def three_officers(self) -> tuple[str, ...]:
        """The names of the three roles of the 三员.

        Raises:
            ValueError: they are not three different names.
        """
        names = tuple(name.strip() for name in self.officer_roles.split("、"))
        if len(set(filter(None, names))) != 3:  # noqa: PLR2004
            raise ValueError("CASEFLOW_OFFICER_ROLES needs three different names with 、 between them")
        return names

    def checked(self) -> "Settings":
        """These settings, when they are safe for their environment.

        Raises:
            UnsafeSettings: production with a development secret.
        """
        known = {
            "SECRET_KEY": (self.secret_key, _DEVELOPMENT_SECRET),
            "SEAL_KEYS": (self.seal_keys, _DEVELOPMENT_KEY),
            "INDEX_KEY": (self.index_key, _DEVELOPMENT_INDEX),
        }
        unsafe = [name for name, (value, default) in known.items() if not value or default in value]
        if self.production and unsafe:
            raise UnsafeSettings(f"生产环境必须设置：{'、'.join(unsafe)}")
        return self


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process, checked."""
    given = {f.name: environ[f.metadata["env"]] for f in fields(Settings) if f.metadata["env"] in environ}
    return Settings(**given).checked()
