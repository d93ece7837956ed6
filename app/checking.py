"""The command `sammen check`."""

from pathlib import Path

import typer
from rich.console import Console

from app.kit.settings import BadSettings, settings

check = typer.Typer(no_args_is_help=True, help="Look whether something is in order.")
out = Console(highlight=False)


@check.command("translations")
def check_translations() -> None:
    """Count what is translated, what is missing or broken, and what a machine drafted, per language."""
    from app.translation.catalogs import report  # noqa: PLC0415

    raise typer.Exit(report(out))


@check.command("settings")
def check_settings() -> None:
    """Read the settings and say whether they make sense."""
    try:
        it = settings()
    except BadSettings as error:
        out.print(str(error))
        raise typer.Exit(1) from error
    out.print(f"The settings are in order. Data: {Path(it.data).resolve()}")
