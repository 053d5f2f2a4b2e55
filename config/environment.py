"""What the surroundings decide: read once, checked at start, said in sentences when wrong."""

import sys
from pathlib import Path

from pydantic import Field, PostgresDsn, RedisDsn, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Environment(BaseSettings):
    """Environment variables; `.env` files are not read, so that what runs is what was exported.

    Only `manage.py assess` and `manage.py score` run without a database and a broker: they leave
    both addresses empty, and whatever needs one then says so.
    """

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, frozen=True)

    secret_key: str = Field(default="", description="SECRET_KEY: at least 50 random characters")
    debug: bool = False
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    csrf_trusted_origins: str = ""
    https: bool = Field(default=False, description="HTTPS=1 behind a TLS proxy: secure cookies, HSTS")
    database_url: PostgresDsn | None = None
    redis_url: RedisDsn | None = None
    files_dir: Path = ROOT / "var" / "files"
    operator: str = Field(default="", description="OPERATOR: the public body whose site this is")
    operator_email: str = Field(default="", description="OPERATOR_EMAIL: who answers on accessibility")
    verapdf_bin: str = Field(default="", description="VERAPDF_BIN: veraPDF, asked about every report")
    seals_dir: Path | None = Field(default=None, description="SEALS_DIR: <organisation id>.p12 and .pass")


def read_environment() -> Environment:
    """Return the settings, or end the process with one sentence a fault."""
    try:
        return Environment()
    except ValidationError as error:
        for fault in error.errors():
            name = "_".join(str(part) for part in fault["loc"]).upper()
            print(f"Glapp cannot start: {name} is wrong: {fault['msg']}.", file=sys.stderr)
        raise SystemExit(2) from None


def require(environment: Environment, *names: str) -> None:
    """End the process with one sentence for each of these settings that is not given."""
    missing = [name for name in names if not getattr(environment, name)]
    for name in missing:
        print(f"Glapp cannot start: {name.upper()} is not set. See the README, Deployment.", file=sys.stderr)
    if missing:
        raise SystemExit(2)
