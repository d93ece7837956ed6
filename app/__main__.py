"""`python -m app` is `sammen`."""

from app.cli import cli

cli()
