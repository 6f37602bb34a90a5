"""What is done: worksheets, checks, reviews, commitments."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("situations", "0005_what_an_assessment_holds"),)

    operations = ()
