"""Settings: read from the environment (prefix SAMMEN_), checked at start."""

from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything an installation can set. `docs/deploy.md` lists the same."""

    model_config = SettingsConfigDict(env_prefix="SAMMEN_", env_file=None, extra="ignore")

    data: Path = Field(Path("var"), description="Folder for everything that Sammen writes.")
    database_url: str = Field(
        "", description="Empty: SQLite in the data folder. Else sqlite:/// or postgresql+psycopg://."
    )
    base_url: str = Field("", description="The address people see, such as https://sammen.example.dk.")
    key: str = Field(
        "",
        description="Encryption key, 32 bytes as base64. Empty: read from the file secret.key in the data folder.",
    )
    demo: bool = Field(
        default=False, description="Serve the fictional demo town; only on a database made by `sammen demo`."
    )
    development: bool = Field(default=False, description="Show the page of components and reload templates.")
    files: str = Field(
        "",
        description="Where photos and recordings lie. Empty: the data folder. Else s3://bucket?endpoint=https://…",
    )
    files_key_id: str = Field("", description="Access key id of that store. Empty: AWS_ACCESS_KEY_ID.")
    files_secret: str = Field("", description="Its secret. Empty: AWS_SECRET_ACCESS_KEY.")
    smtp_url: str = Field(
        "",
        description="smtp://user:password@host:587 (STARTTLS) or smtps://. Empty: mail goes to the console and to mail/.",
    )
    mail_from: str = Field("Sammen <noreply@localhost>", description="Sender of e-mails.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much is logged. Logs never hold personal data."
    )
    max_upload_mb: int = Field(10, ge=1, le=50, description="Largest photo that is accepted, in megabytes.")
    default_language: Literal["da", "en", "ar", "fa_AF", "ti"] = Field(
        "da", description="Language before anyone has chosen."
    )
    translation_seconds: float = Field(
        20.0, gt=0, le=600, description="How long the machine may take to translate one message."
    )
    translation_processes: int = Field(
        1, ge=1, le=16, description="How many messages are translated at once; at most one a core."
    )
    vapid_key: str = Field(
        "",
        description="Private key for notifications (32 bytes as base64url). Empty: vapid.key in the data folder.",
    )
    push_anywhere: bool = Field(
        default=False, description="Only for tests: push services may also be on this machine, without https."
    )
    sms_token: str = Field("", description="Token of GatewayAPI. Empty: SMS go to the console and to sms/.")
    sms_url: str = Field(
        "https://gatewayapi.eu/rest/mtsms",
        description="Where GatewayAPI takes SMS; this address keeps them in the EU.",
    )
    sms_sender: str = Field("Sammen", max_length=11, description="Whom an SMS comes from.")
    sms_a_day: int = Field(200, ge=0, description="At most so many SMS a day are paid for.")
    sms_a_day_each: int = Field(10, ge=0, description="At most so many SMS a day to one person.")
    night_phone: str = Field("", description="The municipality's number for evenings, nights and weekends.")

    @field_validator("base_url")
    @classmethod
    def _is_origin(cls, value: str) -> str:
        """An origin only: scheme and host, no path."""
        if value and (
            urlsplit(value).scheme not in {"http", "https"} or urlsplit(value).path not in {"", "/"}
        ):
            msg = "must be an address such as https://sammen.example.dk, without a path"
            raise ValueError(msg)
        return value.rstrip("/")

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{self.data / 'sammen.db'}"


class BadSettings(Exception):
    """The environment doesn't make sense; the message says which setting and how to mend it."""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises BadSettings with a message for the person who runs it."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"  SAMMEN_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise BadSettings(
            "Some settings can't be used:\n" + "\n".join(lines) + "\nSee docs/deploy.md."
        ) from error
