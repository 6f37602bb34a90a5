"""The demonstration: made through the services, so it proves that the rules can be kept."""

from io import StringIO

import pytest
from django.core.management import call_command

from campaigns.models import Campaign
from r2p_site.demo.loading import load_demo
from situations.models import Brief, Situation


@pytest.mark.django_db
def test_the_demonstration_loads_and_a_second_time_changes_nothing():
    logins = load_demo()
    assert "staff@never-silent.example.org" in logins
    assert Situation.objects.registered().count() == 4
    ended = Situation.objects.filter(status="monitoring_ended")
    assert {situation.outcome_review.result for situation in ended} == {
        "occurred",
        "halted",
        "continued",
    }
    assert ended.count() == 6
    assert Situation.objects.get(name="Burundi").outcome_review.result == "prevented"
    assert Situation.objects.get(name="Iraq, early 2003").status == "not_registered"
    assert Brief.objects.published().count() == 3
    assert {campaign.status for campaign in Campaign.objects.all()} == {"live"}
    out = StringIO()
    call_command("seed_demo", stdout=out)
    assert "already" in out.getvalue()
    assert Campaign.objects.count() == 3


@pytest.mark.django_db
def test_every_address_of_the_demonstration_is_reserved():
    text = load_demo()
    addresses = [word for word in text.split() if "@" in word]
    assert addresses
    assert all(address.endswith((".example.org", ".test")) for address in addresses)
