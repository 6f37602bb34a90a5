"""PostgreSQL keeps to itself what a failed statement said: here and in the containers alike."""

import pytest

from r2p_site.stack.postgres import SETTINGS
from tests.architecture.compose import command_of

QUIET = {
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
}


@pytest.mark.parametrize(("name", "value"), QUIET.items())
def test_a_setting_is_the_same_on_this_machine_and_in_the_container(name, value):
    assert SETTINGS[name] == value
    assert f"{name}={value}" in command_of("database")
