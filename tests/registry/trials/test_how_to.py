"""The trial that the how-to shows is read, checked without a warning, and complete."""

import re
from pathlib import Path

from matching.check import check
from registry.terminologies.service import starter, units
from registry.trials import files

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "write-a-trial.md"


def test_the_trial_of_the_how_to_passes_its_check(tmp_path: Path):
    (shown,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    path = tmp_path / "made-up.yaml"
    path.write_text(shown, encoding="utf-8")
    faults = check(files.load(path), starter(), units())
    assert [fault.text("en") for fault in faults if fault.severity != "note"] == []
