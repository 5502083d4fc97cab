"""Secrets that are made once and kept."""

from pathlib import Path

from kernel.local.secrets import kept_secrets


def test_secrets_are_made_once_and_stay(tmp_path: Path) -> None:
    first = kept_secrets(tmp_path / "env", ["A", "B"])
    assert len(first["A"]) >= 50
    assert first["A"] != first["B"]
    assert kept_secrets(tmp_path / "env", ["A", "B"]) == first


def test_a_new_name_leaves_the_old_ones_alone(tmp_path: Path) -> None:
    first = kept_secrets(tmp_path / "env", ["A"])
    second = kept_secrets(tmp_path / "env", ["A", "B"])
    assert second["A"] == first["A"]
    assert second["B"]


def test_nobody_else_can_read_them(tmp_path: Path) -> None:
    kept_secrets(tmp_path / "env", ["A"])
    assert (tmp_path / "env").stat().st_mode & 0o777 == 0o600
