"""The benchmarks read SQL from the sources: it has to be there."""
import pathlib
import re
import runpy

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_campaign_pages_sql_is_found_in_the_sources(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT / "Scripts/benchmarks"))
    script = runpy.run_path("Scripts/benchmarks/campaigns.py")["script"]
    text = script(17)
    assert text.count("SELECT") > 10
    assert "campaign_id = 17" in text
    assert not re.search(r"\\\(", text)
