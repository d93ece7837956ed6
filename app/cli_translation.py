"""`sammen translation`: install, list, try and build the packages of machine translation. Nothing is ever fetched."""

import shutil
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
from rich.table import Table

from app.kit.settings import settings
from app.translation import port
from app.translation.engine import build as building
from app.translation.engine import packages, supervised

translation = typer.Typer(no_args_is_help=True, help="Machine translation: packages on this machine.")
out = Console(highlight=False)

UNKNOWN = "not stated: ask whoever made it before you use it"
SENTENCES = {
    "da": "Hej. Kommer du i morgen kl. 14.30?",
    "en": "Hello. Will you come tomorrow at 14:30?",
    "ar": "مرحبا. هل ستأتي غدا في 14:30؟",
    "fa_AF": "سلام. فردا ساعت 14:30 می‌آیی؟",
    "ti": "ሰላም። ጽባሕ 14:30 ክትመጽእ ዲኻ፧",
}


def _stop(message: str) -> typer.Exit:
    out.print(f"[bold red]Stopped.[/] {message}")
    return typer.Exit(1)


@translation.command()
def install(
    path: Annotated[Path, typer.Argument(help="A .argosmodel file, or a folder of them.", exists=True)],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask: the licences are known.")] = False,
) -> None:
    """Install packages from files. Shows each licence first, and asks."""
    files = sorted(path.glob("*.argosmodel")) if path.is_dir() else [path]
    if not files:
        raise _stop(f"No .argosmodel file in {path}. docs/translate.md tells where they come from.")
    for file in files:
        try:
            unpacked = _unpacked(file)
        except (packages.NotAPackage, OSError) as error:
            raise _stop(str(error)) from error
        package = packages.described(unpacked)
        _tell(package)
        if not yes and not typer.confirm("Install it under this licence?"):
            shutil.rmtree(unpacked.parent)
            out.print("Not installed.")
            continue
        packages.place(unpacked)
        out.print(f"[green]Installed[/] {_pair(package)}.")


def _unpacked(file: Path) -> Path:
    with Progress(TextColumn("{task.description}"), BarColumn(), DownloadColumn(), console=out) as bar:
        task = bar.add_task(f"Unpacking {file.name}", total=None)
        return packages.unpack(file, lambda done, total: bar.update(task, completed=done, total=total))


def _tell(package: packages.Package) -> None:
    out.print(f"[bold]{_pair(package)}[/]  version {package.version or '?'}")
    out.print(f"  Licence: {package.licence or UNKNOWN}", soft_wrap=True)
    readme = package.folder / "README.md"
    for line in readme.read_text(errors="replace").splitlines() if readme.is_file() else []:
        out.print(f"  {line}", markup=False, soft_wrap=True)


def _pair(package: packages.Package) -> str:
    return f"{package.source} → {package.target}"


@translation.command(name="list")
def list_() -> None:
    """Show what is installed, and between which of Sammen's languages a machine can translate."""
    there = Table("package", "version", "licence", title="Installed")
    for package in packages.installed():
        there.add_row(_pair(package), package.version, package.licence or UNKNOWN)
    out.print(
        there if there.row_count else "No package is installed. docs/translate.md tells where they come from."
    )
    ways = Table("from \\ to", *port.CODES, title="Reachable")
    for source in port.CODES:
        ways.add_row(source, *(_way(source, target) for target in port.CODES))
    out.print(ways)


def _way(source: str, target: str) -> str:
    if source == target:
        return "·"
    steps = port.route(source, target)
    if not steps:
        return "no"
    return "yes" if len(steps) == 1 else f"by {steps[0][1]}"


@translation.command()
def test() -> None:
    """Translate a sentence in every reachable direction, as a message would be, and show how long it took."""
    pairs = sorted(port.pairs())
    if not pairs:
        raise _stop("No package is installed. docs/translate.md tells where they come from.")
    engine = supervised.Supervised()
    shown = Table("direction", "first", "then", "translation")
    failed = 0
    try:
        for source, target in pairs:
            text = [port.Text(SENTENCES[source])]
            first, _ = _timed(engine, text, source, target)
            then, words = _timed(engine, text, source, target)
            failed += words is None
            shown.add_row(
                f"{source} → {target}", f"{first:.2f} s", f"{then:.2f} s", words or "[red]nothing in time[/]"
            )
    finally:
        engine.close()
    out.print(shown)
    if failed:
        raise _stop(
            f"{failed} of {len(pairs)} directions gave nothing in {settings().translation_seconds:g} s."
        )


def _timed(
    engine: supervised.Supervised, text: list[port.Text], source: str, target: str
) -> tuple[float, str | None]:
    start = time.perf_counter()
    words = engine.translate(text, source, target)[0]
    return time.perf_counter() - start, words


@translation.command()
def build(
    model: Annotated[Path, typer.Argument(help="Folder of the model.", exists=True, file_okay=False)],
    source: Annotated[str, typer.Option("--from", help="Argos' code: da en ar fa ti.")],
    target: Annotated[str, typer.Option("--to", help="Argos' code: da en ar fa ti.")],
    licence: Annotated[str, typer.Option(help="Licence of the model, as its makers name it.")],
    kind: Annotated[str, typer.Option(help="marian, ctranslate2, nllb or madlad.")] = "marian",
    into: Annotated[Path, typer.Option(help="Where the package is written.")] = Path(),
    quantization: Annotated[str | None, typer.Option(help="int8 makes it a quarter the size.")] = None,
    sentence: Annotated[str, typer.Option(help="A sentence to try it with.")] = "",
) -> None:
    """Make an Argos package of a Marian model (.npz, vocab.yml, source.spm) or of a folder for CTranslate2."""
    if kind not in {"marian", "ctranslate2", "nllb", "madlad"}:
        raise _stop(f"No kind {kind}: marian, ctranslate2, nllb or madlad.")
    ours = {code: language for language, code in port.CODES.items()}
    if source not in ours or target not in ours or source == target:
        raise _stop(f"Two different codes of {' '.join(ours)} are needed.")
    try:
        with out.status("Converting …"):
            file = building.build(
                building.Order(model, source, target, kind, licence, quantization=quantization), into
            )
    except (building.CannotBuild, packages.NotAPackage) as error:
        raise _stop(str(error)) from error
    words = _tried(file, sentence or SENTENCES[ours[source]], ours[source], ours[target])
    if not words:
        file.unlink()
        raise _stop("The package translates nothing. Is the model whole, and of this kind?")
    out.print(f"It says: {words}", markup=False, soft_wrap=True)
    out.print(f"[green]Built[/] {file}. Install it with: sammen translation install {file}", soft_wrap=True)


def _tried(file: Path, sentence: str, source: str, target: str) -> str | None:
    """A translation by the package alone, in a place of its own."""
    with tempfile.TemporaryDirectory() as aside:
        below = Path(aside) / "translation"
        packages.place(packages.unpack(file, below=below), below)
        engine = supervised.Supervised(below=below)
        try:
            return engine.translate([port.Text(sentence)], source, target)[0]
        finally:
            engine.close()
