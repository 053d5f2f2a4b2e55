import pytest

from .regions import member


@pytest.fixture
def alice(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return member("Region Exempel", "alice")
