"""Static files under names that carry their content."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.test import Client
from pytest_django.fixtures import Settings

from openrounds.web.assets import AssetStorage, collect


@pytest.fixture
def collected(tmp_path: Path, settings: Settings) -> AssetStorage:
    settings.STATIC_ROOT = tmp_path
    assert collect()
    return AssetStorage()


def test_a_collected_file_has_its_content_in_its_name_and_lies_compressed(
    collected: AssetStorage, tmp_path: Path
) -> None:
    name = collected.stored_name("web/tokens.css")

    assert name != "web/tokens.css"
    assert (tmp_path / name).exists()
    assert (tmp_path / f"{name}.br").exists()
    assert (tmp_path / f"{name}.gz").exists()


def test_collecting_again_does_nothing_until_a_file_changes(collected: AssetStorage) -> None:
    assert not collect()


def test_before_collecting_pages_name_the_plain_file_and_it_is_served() -> None:
    address = static("web/tokens.css")

    answer = Client().get(address)

    assert address == "/static/web/tokens.css"
    assert answer.status_code == 200
    assert b"--paper" in answer.getvalue()
    assert isinstance(staticfiles_storage._wrapped, AssetStorage)


def test_all_that_a_live_page_needs_beside_itself_weighs_less_than_20_kilobytes(
    collected: AssetStorage, tmp_path: Path
) -> None:
    ours = [*tmp_path.glob("web/*.css.br"), *tmp_path.glob("web/*.js.br")]

    assert len(ours) >= 10
    assert sum(path.stat().st_size for path in ours) < 20_000
