"""The units of docs/systemd."""

import configparser
import pathlib
import subprocess

import pytest
from conftest import PROJECT

UNITS = sorted((PROJECT / "docs" / "systemd").glob("*.service"))


def service(unit):
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read(unit)
    return parser["Service"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_each_unit_has_a_place_where_the_key_can_be_written(unit):
    settings = service(unit)
    assert settings["ProtectSystem"] == "strict"
    assert settings["Environment"] == f"OVERTURE_DATA=/var/lib/{settings['StateDirectory']}"
    assert settings["StateDirectoryMode"] == "0700"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_each_unit_is_understood_by_systemd(unit, tmp_path):
    copy = pathlib.Path(tmp_path) / unit.name
    copy.write_text(unit.read_text().replace("/opt/overture/bin/overture", "/bin/true"))
    result = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True)
    assert result.returncode == 0 and result.stderr == "", result.stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_waits_longer_than_a_program_takes_to_end(unit):
    """30 s at most; what systemd kills cannot say what it was doing."""
    settings = service(unit)
    assert 30 < int(settings["TimeoutStopSec"]) <= 60
    assert "SendSIGKILL" not in settings
