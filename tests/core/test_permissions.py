"""An answer that is true or false and carries its reason."""

import pytest
from django.core.exceptions import PermissionDenied

from core.permissions import Allowed, Denied, Forbidden, require


def test_allowed_goes_on_and_denied_stops_with_its_reason():
    require(Allowed())
    with pytest.raises(Forbidden, match="second person") as refused:
        require(Denied("A second person decides."))
    assert isinstance(refused.value, PermissionDenied)


def test_the_answer_reads_as_a_condition():
    assert Allowed()
    assert not Denied("no")
