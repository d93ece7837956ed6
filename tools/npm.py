"""Fetch a package from npm and open it: the one way that browser files come into the tree."""

import io
import json
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    """An opened package: its name, version, licence and the hash npm publishes for it."""

    name: str
    version: str
    licence: str
    integrity: str
    files: dict[str, bytes]


def fetch(name: str, version: str) -> Package:
    """The package as npm packs it. Raises CalledProcessError when npm is not there or doesn't know it."""
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(
            ["npm", "pack", "--json", "--silent", f"{name}@{version}"],
            cwd=folder,
            check=True,
            capture_output=True,
        ).stdout
        # npm has answered with a list and with an object by name in different versions.
        about = json.loads(told)
        about = about[0] if isinstance(about, list) else next(iter(about.values()))
        content = next(Path(folder).glob("*.tgz")).read_bytes()
    files: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            opened = archive.extractfile(member) if member.isfile() else None
            if opened:
                files[member.name.partition("/")[2]] = opened.read()
    licence = str(json.loads(files["package.json"]).get("license", "see LICENSE"))
    return Package(name, str(about["version"]), licence, str(about["integrity"]), files)
