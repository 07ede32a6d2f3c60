import pytest

from config import env


@pytest.mark.parametrize("site", ["https://www.town.example", "http://localhost:8080", "https://*.school.example"])
def test_sites_are_whole_addresses(monkeypatch, site):
    monkeypatch.setenv("DROMENA_SITES", f"{site}, https://other.example")
    assert env.sites("DROMENA_SITES") == [site, "https://other.example"]


@pytest.mark.parametrize(
    "site", ["town.example", "https://town.example/page", "*", "https://", "https://a.example; script-src *", "'none'"]
)
def test_site_that_is_none_stops_the_process_with_its_name(monkeypatch, site):
    monkeypatch.setenv("DROMENA_SITES", site)
    with pytest.raises(env.SettingError, match="DROMENA_SITES"):
        env.sites("DROMENA_SITES")


def test_without_sites_there_are_none(monkeypatch):
    monkeypatch.delenv("DROMENA_SITES", raising=False)
    assert env.sites("DROMENA_SITES") == []
