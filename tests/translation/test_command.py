"""`sammen translation`: packages from files, their licences first, and building them."""

import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from app import cli_translation
from app.cli import cli
from app.translation import port
from app.translation.engine import build, packages
from app.translation.engine.supervised import Supervised
from tests.translation.conftest import LICENCE


def run(*words: object, say: str = "") -> Result:
    cli_translation.out.width = 200
    return CliRunner().invoke(cli, ["translation", *map(str, words)], input=say)


def test_the_licence_is_shown_before_it_asks(bare: Path, built: Path) -> None:
    done = run("install", built / "translate-da_en.argosmodel", say="n\n")
    assert done.output.index(LICENCE) < done.output.index("Install it under this licence?")
    assert "Not installed." in done.output
    assert port.pairs() == frozenset()
    assert [path.name for path in bare.iterdir()] == ["argos-translate"]


def test_yes_installs_it(bare: Path, built: Path) -> None:
    assert "Installed da → en" in run("install", built / "translate-da_en.argosmodel", say="y\n").output
    assert port.pairs() == {("da", "en")}


def test_a_folder_of_packages_is_installed_at_once(bare: Path, built: Path) -> None:
    done = run("install", built, "--yes")
    assert done.exit_code == 0
    assert done.output.count(LICENCE) >= 5
    assert ("da", "ti") in port.pairs()


def test_a_newer_package_takes_the_place_of_the_older(bare: Path, built: Path) -> None:
    for _ in range(2):
        run("install", built / "translate-da_en.argosmodel", "--yes")
    assert [package.pair for package in packages.installed()] == [("da", "en")]


def test_what_is_no_package_is_refused(bare: Path, tmp_path: Path) -> None:
    for name, inside in {
        "text": None,
        "empty": {},
        "half": {"x/metadata.json": '{"from_code": "da", "to_code": "en"}'},
    }.items():
        file = tmp_path / f"{name}.argosmodel"
        if inside is None:
            file.write_text("no zip")
        else:
            with zipfile.ZipFile(file, "w") as archive:
                for path, words in inside.items():
                    archive.writestr(path, words)
        done = run("install", file, "--yes")
        assert done.exit_code == 1
        assert "Stopped." in done.output
    assert port.pairs() == frozenset()
    assert not list(bare.glob("unpacking-*"))


def test_a_package_cannot_write_outside_its_place(bare: Path, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "evil.argosmodel"
    shutil.copy(built / "translate-da_en.argosmodel", file)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../evil.txt", "out")
    run("install", file, "--yes")
    assert not list(tmp_path.rglob("../evil.txt"))
    assert not (bare.parent / "evil.txt").exists()


def test_an_empty_folder_is_told(bare: Path, tmp_path: Path) -> None:
    assert "No .argosmodel file" in run("install", tmp_path).output


def test_the_list_shows_licences_and_what_is_reachable(installed: Path) -> None:
    shown = run("list").output
    assert LICENCE in shown
    assert "da → en" in shown
    row = next(line for line in shown.splitlines() if line.strip("│ ").startswith("da ") and "·" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == ["da", "·", "yes", "no", "by en", "by en"]


def test_the_list_says_where_nothing_is_installed(bare: Path) -> None:
    assert "No package is installed" in run("list").output
    assert run("test").exit_code == 1


def test_an_unstated_licence_is_said(bare: Path, built: Path, tmp_path: Path) -> None:
    unpacked = packages.unpack(built / "translate-da_en.argosmodel")
    told = json.loads((unpacked / "metadata.json").read_text())
    del told["license"]
    (unpacked / "metadata.json").write_text(json.dumps(told))
    (unpacked / "README.md").unlink()
    packages.place(unpacked)
    assert cli_translation.UNKNOWN in run("list").output


def test_a_sentence_is_tried_in_each_reachable_direction(installed: Path) -> None:
    done = run("test")
    assert done.exit_code == 0, done.output
    for source, target in port.pairs():
        assert f"{source} → {target}" in done.output
    assert " s " in done.output


def test_a_marian_model_becomes_a_package_that_translates(bare: Path, models: Path, tmp_path: Path) -> None:
    done = run(
        *("build", models / "en-ti", "--from", "en", "--to", "ti", "--licence", "CC-BY 4.0"),
        *("--into", tmp_path, "--sentence", "hello. come now."),
    )
    assert done.exit_code == 0, done.output
    assert "ሰላም። ንዓ ሕጂ።" in done.output
    assert port.pairs() == frozenset()  # built, not installed
    assert run("install", tmp_path, "--yes").exit_code == 0
    assert port.pairs() == {("en", "ti")}


def test_what_is_no_model_is_told(tmp_path: Path, models: Path) -> None:
    words = ("--from", "en", "--to", "ti", "--licence", "x", "--into", tmp_path / "into")
    assert "no sentence pieces" in run("build", tmp_path, *words).output
    (tmp_path / "m").mkdir()
    shutil.copy(models / "en-ti" / "source.spm", tmp_path / "m")
    assert "no Marian model" in run("build", tmp_path / "m", *words).output
    assert "no CTranslate2 model" in run("build", tmp_path / "m", *words, "--kind", "nllb").output
    assert "No kind" in run("build", tmp_path / "m", *words, "--kind", "other").output
    np.savez(tmp_path / "m" / "model.npz", nothing=np.zeros(1))
    shutil.copy(models / "en-ti" / "vocab.yml", tmp_path / "m")
    assert "no Marian transformer" in run("build", tmp_path / "m", *words).output
    assert (
        "Two different codes"
        in run("build", tmp_path / "m", "--from", "en", "--to", "xx", "--licence", "x").output
    )


@pytest.fixture
def multilingual(models: Path, tmp_path: Path) -> Path:
    """A folder as CTranslate2's converters write it, which knows NLLB's names of languages as tokens."""
    from ctranslate2.converters import MarianConverter

    from tests.translation import tiny

    words = {"hello": "ሰላም", "eng_Latn": "tir_Ethi", "tir_Ethi": "eng_Latn"}
    folder = tiny.write(tmp_path / "marian", words)
    vocabulary = (folder / "vocab.yml").read_text()
    for code in ("eng_Latn", "tir_Ethi"):
        vocabulary = vocabulary.replace(f'"▁{code}"', f'"{code}"').replace(rf'"\u2581{code}"', f'"{code}"')
    (folder / "vocab.yml").write_text(vocabulary)
    made = tmp_path / "nllb"
    MarianConverter(str(folder / "model.npz"), [str(folder / "vocab.yml")]).convert(str(made))
    config = json.loads((made / "config.json").read_text())
    (made / "config.json").write_text(json.dumps(config | {"add_source_eos": False}))
    shutil.copy(folder / "source.spm", made / "sentencepiece.model")
    return made


def test_one_multilingual_model_serves_both_directions_and_lies_there_once(
    bare: Path, multilingual: Path, tmp_path: Path
) -> None:
    for source, target in (("en", "ti"), ("ti", "en")):
        order = build.Order(multilingual, source, target, "nllb", "CC-BY-NC 4.0")
        packages.place(packages.unpack(build.build(order, tmp_path / "out")))
    models = {(package.folder / "model" / "model.bin").stat().st_ino for package in packages.installed()}
    assert len(packages.installed()) == 2
    assert len(models) == 1
    engine = Supervised(20.0)
    try:
        assert engine.translate([port.Text("hello")], "en", "ti") == ["ሰላም"]
    finally:
        engine.close()
