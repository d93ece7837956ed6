"""docs/access.md says what the guards say."""

import runpy

from tests.conftest import SCRATCH  # noqa: F401  the settings of the tests


def test_the_table_of_doors_is_the_one_the_routes_make(app):
    tool = runpy.run_path("tools/access.py")
    assert (tool["ROOT"] / "docs" / "access.md").read_text() == tool["table"](), "run: python tools/access.py"
