"""Alice, an officer of a region, and a procurement of hers."""

import pytest

from accounts.models import Member
from accounts.services import create_organisation
from procurement.models import Procurement
from procurement.services import create_procurement

from .steps import member


@pytest.fixture
def alice(settings, tmp_path) -> Member:
    settings.MEDIA_ROOT = tmp_path / "files"
    return member(create_organisation(name="Region Ett"), "alice")


@pytest.fixture
def procurement(alice) -> Procurement:
    return create_procurement(organisation=alice.organisation, title="Journal")
