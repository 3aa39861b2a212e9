"""The folder of data is found writable, also when many start at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pages.settings import BadSetting, read


def test_programs_that_start_at_the_same_moment_all_find_the_folder(tmp_path: Path) -> None:
    given = [{"DATA_DIR": str(tmp_path / "data")}] * 200
    with ThreadPoolExecutor(8) as starts:
        assert {one.data_dir for one in starts.map(read, given)} == {tmp_path / "data"}
    assert list((tmp_path / "data").iterdir()) == []


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(BadSetting, match="data"):
        read({"DATA_DIR": str(tmp_path / "data")})
