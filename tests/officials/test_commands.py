from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from officials.models import Post
from tests.officials.csv_files import csv_bytes, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "officials.csv"
    path.write_bytes(csv_bytes(row(role="minister"), row(country="Narnia")))
    return path


def told(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_command_tells_and_changes_nothing_by_itself(file):
    text = told("import_officials", str(file))
    assert "line 2: new: Foreign Minister" in text
    assert "post: role: - -> minister" in text
    assert "line 3: refused: country" in text
    assert "Dry run (UTF-8): rows 2, new 1" in text
    assert not Post.objects.exists()


def test_the_command_applies_when_told_to(file):
    assert "Applied" in told("import_officials", str(file), "--apply")
    assert Post.objects.count() == 1


def test_the_command_says_why_a_file_cannot_be_read(tmp_path):
    (tmp_path / "bad.csv").write_bytes(b"a,b\n")
    with pytest.raises(CommandError, match="missing"):
        told("import_officials", str(tmp_path / "bad.csv"))
    with pytest.raises(CommandError, match="No such file"):
        told("import_officials", str(tmp_path / "none.csv"))


def test_the_shipped_offices_are_loaded_by_a_command_of_their_own():
    assert "0 changed, 0 unchanged" in told("load_officials")
    assert told("load_officials").startswith("0 new, 0 changed")
