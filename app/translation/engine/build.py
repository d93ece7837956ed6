"""An Argos package out of a model that has none: a Marian model, or a folder that CTranslate2's converters made."""

import hashlib
import json
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.translation.engine import packages

NAMES = {"da": "Danish", "en": "English", "ar": "Arabic", "fa": "Persian", "ti": "Tigrinya"}
# What multilingual models call the languages (FLORES-200 for NLLB). "fa" is Dari here: NLLB knows it by itself.
NLLB = {"da": "dan_Latn", "en": "eng_Latn", "ar": "arb_Arab", "fa": "prs_Arab", "ti": "tir_Ethi"}
PIECES = (
    "source.spm",
    "sentencepiece.model",
    "sentencepiece.bpe.model",
    "spiece.model",
    "spm.model",
    "vocab.spm",
)


class CannotBuild(Exception):
    """What is given is no model that can be built from; the message says what is missing."""


@dataclass(frozen=True)
class Order:
    """What is to be built."""

    model: Path  # a folder with a Marian .npz, or one that CTranslate2 can load
    source: str
    target: str
    kind: str  # marian, ctranslate2, nllb or madlad
    licence: str
    version: str = "1.0"
    quantization: str | None = None


def build(order: Order, into: Path) -> Path:
    """Write `translate-<from>_<to>.argosmodel` and answer where it lies. Raises CannotBuild."""
    pieces = _found(order.model, PIECES, "sentence pieces")
    into.mkdir(parents=True, exist_ok=True)
    name = f"translate-{order.source}_{order.target}"
    with tempfile.TemporaryDirectory(dir=into) as aside:
        package = Path(aside) / name
        package.mkdir()
        if order.kind == "marian":
            _convert(order, package / "model")
        else:
            _found(order.model, ("model.bin",), "CTranslate2 model")
            _copy_model(order.model, package / "model")
        shutil.copy(pieces, package / "sentencepiece.model")
        told = _metadata(order, package)
        (package / "metadata.json").write_text(
            json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8"
        )
        (package / "README.md").write_text(
            f"# {told['from_name']} to {told['to_name']}\n\nLicense: {order.licence}\n"
        )
        packages.described(package)
        return _zipped(package, into / f"{name}.argosmodel")


def _found(folder: Path, names: tuple[str, ...], what: str) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise CannotBuild(f"{folder} has no {what}: {' or '.join(names)}")


def _convert(order: Order, into: Path) -> None:
    import numpy as np  # noqa: PLC0415  heavy, and only for building
    from ctranslate2.converters import MarianConverter  # noqa: PLC0415

    models = sorted(order.model.glob("*.npz"))
    vocabularies = sorted(order.model.glob("*vocab*.yml"))
    if not models or not vocabularies:
        raise CannotBuild(f"{order.model} has no Marian model: a .npz and a vocab.yml")
    with np.load(models[0]) as model:
        if "special:model.yml" not in model.files:
            raise CannotBuild(f"{models[0].name} is no Marian transformer: it doesn't say how it is made")
    try:
        MarianConverter(str(models[0]), [str(it) for it in vocabularies]).convert(
            str(into), quantization=order.quantization
        )
    except (KeyError, ValueError) as error:
        raise CannotBuild(f"{models[0].name} is no Marian transformer: {error}") from error


def _copy_model(model: Path, into: Path) -> None:
    into.mkdir()
    for file in model.iterdir():
        if file.name in {"model.bin", "config.json"} or "vocabulary" in file.name:
            shutil.copy(file, into)


def _metadata(order: Order, package: Path) -> dict[str, Any]:
    told: dict[str, Any] = {
        "package_version": order.version,
        "argos_version": "1.12",
        "from_code": order.source,
        "from_name": NAMES.get(order.source, order.source),
        "to_code": order.target,
        "to_name": NAMES.get(order.target, order.target),
        "license": order.licence,
        "model_id": _digest(package / "model"),
    }
    # The engine puts these around the pieces as tokens: they never pass through the sentence pieces, which would
    # tear them apart, and never leak into what is read.
    if order.kind == "nllb":
        told["source_prefix"], told["source_suffix"] = [NLLB[order.source]], ["</s>"]
        told["target_prefix"] = NLLB[order.target]
    if order.kind == "madlad":
        told["source_prefix"], told["source_suffix"] = [f"<2{order.target}>"], ["</s>"]
    return told


def _digest(model: Path) -> str:
    """The same for the same model: its weights and its vocabulary."""
    whole = hashlib.sha256()
    for path in sorted(model.iterdir()):
        with path.open("rb") as file:
            whole.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:32]


def _zipped(package: Path, file: Path) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(package.rglob("*")):
            archive.write(path, path.relative_to(package.parent))
    return file
