"""A reminder of letters, corrections by offices, and what people sent themselves."""


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_answers_and_their_clock"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="reminded",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="reminded"
            ),
        ),
    ]
