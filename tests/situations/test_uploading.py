"""Large uploads lie with the evidence while they come in, and are gone afterwards."""

import pytest
from django.test import Client

from situations.models import ImportRun
from tests.factories.datasets import SAMPLE
from tests.factories.evidence import make_source
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db


def test_a_large_upload_passes_through_the_directory_of_evidence_only(
    browser, editor, organisation, settings, evidence_directory
):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    situation = make_situation(organisation=organisation)
    source = make_source(situation=situation)
    client: Client = browser(editor)
    with SAMPLE.open("rb") as file:
        response = client.post(
            "/desk/evidence/imports/new/",
            {
                "situation": situation.pk,
                "dataset": "ucdp_ged",
                "source": source.pk,
                "file": file,
            },
        )
    run = ImportRun.objects.get()
    assert response["Location"] == f"/desk/evidence/imports/{run.pk}/"
    assert run.size == SAMPLE.stat().st_size
    left = [path for path in evidence_directory.rglob("*") if path.is_file()]
    assert left == [evidence_directory / "imports" / f"{run.pk}.csv"]
