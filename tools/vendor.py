"""Fetch the browser files anew (`make vendor`): the versions are pinned here and written down beside the files."""

import base64
import hashlib
import sys
from pathlib import Path

from npm import fetch

VENDOR = Path(__file__).parents[1] / "static" / "vendor"
# Package, version, and which of its files becomes which of ours.
WANTED = [("htmx.org", "4.0.1", {"dist/htmx.min.js": "htmx.min.js"})]
ABOUT = """\
# Browser files from elsewhere

Unchanged, from their npm packages. `make vendor` fetches them anew; the versions are pinned in `tools/vendor.py`.

| file | package | version | licence | sha384 of the file |
|---|---|---|---|---|
"""


def main() -> int:
    """Write the files, their licences and the table about them."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, version, files in WANTED:
        print(f"{name} {version} …")
        package = fetch(name, version)
        for theirs, ours in files.items():
            content = package.files[theirs]
            (VENDOR / ours).write_bytes(content)
            digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
            rows.append(
                f"| `{ours}` | {name} (`{theirs}`) | {package.version} | {package.licence} | `sha384-{digest}` |"
            )
        (VENDOR / f"LICENSE.{name}").write_bytes(package.files["LICENSE"])
        rows.append(f"| `LICENSE.{name}` | {name}, whole package: `{package.integrity}` | | | |")
    (VENDOR / "README.md").write_text(ABOUT + "\n".join(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
