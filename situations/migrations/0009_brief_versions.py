"""Versions of briefs: corrections, translations, embargoes, retractions, files and kept text.

A published version never changes, and one that is approved waits for its hour unchanged. What is
said later stands in rows of its own, which are written once: that a brief was retracted, and that
an embargo was lifted, by somebody else than who had approved the brief.
"""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

REFUSE = """
CREATE OR REPLACE FUNCTION situations_part_of_brief() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole bigint;
BEGIN
    FOREACH whole IN ARRAY ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.brief_id END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW.brief_id END
    ] LOOP
        IF EXISTS (
            SELECT FROM situations_brief WHERE id = whole AND status IN ('scheduled', 'published')
        ) THEN
            RAISE EXCEPTION 'What was published never changes: % of % is refused.',
                TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_occasion_stays
    BEFORE INSERT OR UPDATE OR DELETE ON situations_occasion
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_brief();

CREATE FUNCTION situations_brief_waits_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    course text[] := ARRAY[
        'status', 'slug', 'reference', 'version', 'approver_id', 'publish_at', 'published_at',
        'returned_reason'
    ];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - course = to_jsonb(NEW) - course THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was approved waits unchanged: % of % is refused.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER situations_brief_scheduled_stays
    BEFORE UPDATE OR DELETE ON situations_brief
    FOR EACH ROW WHEN (OLD.status = 'scheduled')
    EXECUTE FUNCTION situations_brief_waits_unchanged();

CREATE TRIGGER situations_retraction_stays BEFORE UPDATE OR DELETE ON situations_retraction
    FOR EACH ROW EXECUTE FUNCTION situations_refuse();
CREATE TRIGGER situations_retraction_table_stays BEFORE TRUNCATE ON situations_retraction
    FOR EACH STATEMENT EXECUTE FUNCTION situations_refuse();

CREATE FUNCTION situations_embargo_is_lifted_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.lifted_at IS NOT NULL
        OR to_jsonb(OLD) - ARRAY['lifted_at', 'lifted_by_id']
            <> to_jsonb(NEW) - ARRAY['lifted_at', 'lifted_by_id'] THEN
        RAISE EXCEPTION 'The hour of an embargo never moves: % of % is refused.',
            TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (
        SELECT FROM situations_brief WHERE id = NEW.brief_id AND approver_id = NEW.lifted_by_id
    ) THEN
        RAISE EXCEPTION 'Who approved a brief does not lift its embargo alone.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_embargo_stays BEFORE UPDATE OR DELETE ON situations_embargo
    FOR EACH ROW EXECUTE FUNCTION situations_embargo_is_lifted_once();
CREATE TRIGGER situations_embargo_table_stays BEFORE TRUNCATE ON situations_embargo
    FOR EACH STATEMENT EXECUTE FUNCTION situations_refuse();
"""

ALLOW = """
DROP TRIGGER situations_embargo_table_stays ON situations_embargo;
DROP TRIGGER situations_embargo_stays ON situations_embargo;
DROP FUNCTION situations_embargo_is_lifted_once();
DROP TRIGGER situations_retraction_table_stays ON situations_retraction;
DROP TRIGGER situations_retraction_stays ON situations_retraction;
DROP TRIGGER situations_brief_scheduled_stays ON situations_brief;
DROP FUNCTION situations_brief_waits_unchanged();
DROP TRIGGER situations_occasion_stays ON situations_occasion;
CREATE OR REPLACE FUNCTION situations_part_of_brief() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole bigint;
BEGIN
    FOREACH whole IN ARRAY ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.brief_id END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW.brief_id END
    ] LOOP
        IF EXISTS (
            SELECT FROM situations_brief WHERE id = whole AND status = 'published'
        ) THEN
            RAISE EXCEPTION 'What was published never changes: % of % is refused.',
                TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;
"""


class Migration(migrations.Migration):
    dependencies = (
        ("situations", "0008_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.CreateModel(
            name="BriefFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipe", models.CharField(max_length=64, verbose_name="recipe")),
                ("content", models.BinaryField(verbose_name="content")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("made_at", models.DateTimeField(verbose_name="made")),
            ],
            options={
                "verbose_name": "file of a brief",
                "verbose_name_plural": "files of briefs",
            },
        ),
        migrations.CreateModel(
            name="Embargo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField(verbose_name="until")),
                (
                    "lifted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lifted early"),
                ),
            ],
            options={
                "verbose_name": "embargo",
                "verbose_name_plural": "embargoes",
            },
        ),
        migrations.CreateModel(
            name="KeptText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("typed", models.JSONField(default=dict, verbose_name="typed")),
                ("kept_at", models.DateTimeField(verbose_name="kept")),
            ],
            options={
                "verbose_name": "kept text",
                "verbose_name_plural": "kept texts",
            },
        ),
        migrations.CreateModel(
            name="Occasion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("place", models.CharField(max_length=160, verbose_name="place")),
            ],
            options={
                "verbose_name": "occasion",
                "verbose_name_plural": "occasions",
                "ordering": ("day", "id"),
            },
        ),
        migrations.CreateModel(
            name="Retraction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(max_length=16, unique=True, verbose_name="reference"),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("retracted_at", models.DateTimeField(verbose_name="retracted")),
            ],
            options={
                "verbose_name": "retraction",
                "verbose_name_plural": "retractions",
                "ordering": ("-retracted_at",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="brief",
            name="situations_brief_status",
        ),
        migrations.RemoveConstraint(
            model_name="brief",
            name="situations_brief_published_is_whole",
        ),
        migrations.AddField(
            model_name="brief",
            name="change",
            field=models.CharField(
                blank=True,
                choices=[("minor", "correction"), ("major", "revision")],
                max_length=5,
                verbose_name="kind of change",
            ),
        ),
        migrations.AddField(
            model_name="brief",
            name="change_note",
            field=models.TextField(blank=True, verbose_name="what was changed, and why"),
        ),
        migrations.AddField(
            model_name="brief",
            name="method",
            field=models.TextField(blank=True, verbose_name="how it was established"),
        ),
        migrations.AddField(
            model_name="brief",
            name="publish_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="to be published"
            ),
        ),
        migrations.AddField(
            model_name="brief",
            name="revises",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="situations.brief",
                verbose_name="version that it takes the place of",
            ),
        ),
        migrations.AddField(
            model_name="brief",
            name="translates",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="translations",
                to="situations.brief",
                verbose_name="version that it is translated from",
            ),
        ),
        migrations.AddField(
            model_name="brief",
            name="version",
            field=models.PositiveSmallIntegerField(
                default=1, editable=False, verbose_name="version"
            ),
        ),
        migrations.AlterField(
            model_name="brief",
            name="language",
            field=models.CharField(
                choices=[
                    ("en", "English"),
                    ("fr", "French"),
                    ("es", "Spanish"),
                    ("ar", "Arabic"),
                    ("ru", "Russian"),
                    ("zh-hans", "Chinese"),
                    ("am", "Amharic"),
                    ("fa", "Persian"),
                    ("hi", "Hindi"),
                    ("my", "Burmese"),
                    ("pt", "Portuguese"),
                    ("sw", "Swahili"),
                ],
                default="en",
                max_length=10,
                verbose_name="language",
            ),
        ),
        migrations.AlterField(
            model_name="brief",
            name="reference",
            field=models.CharField(
                blank=True, editable=False, max_length=16, null=True, verbose_name="reference"
            ),
        ),
        migrations.AlterField(
            model_name="brief",
            name="slug",
            field=models.SlugField(
                blank=True, editable=False, max_length=100, null=True, verbose_name="slug"
            ),
        ),
        migrations.AlterField(
            model_name="brief",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("review", "in review"),
                    ("returned", "returned to its author"),
                    ("scheduled", "approved, waits for its hour"),
                    ("published", "published"),
                ],
                default="draft",
                editable=False,
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "review", "returned", "scheduled", "published"]),
                    ("change__in", ["", "minor", "major"]),
                ),
                name="situations_brief_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approver__isnull", False),
                        ("assessment__isnull", False),
                        ("published_at__isnull", False),
                        ("reference__isnull", False),
                        ("slug__isnull", False),
                        ("status", "published"),
                        models.Q(("standfirst", ""), _negated=True),
                        models.Q(("body", ""), _negated=True),
                    ),
                    models.Q(
                        ("published_at", None),
                        ("reference", None),
                        ("slug", None),
                        models.Q(
                            models.Q(
                                ("approver", None),
                                ("publish_at", None),
                                ("status__in", ("draft", "review", "returned")),
                            ),
                            models.Q(
                                ("approver__isnull", False),
                                ("publish_at__isnull", False),
                                ("status", "scheduled"),
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="situations_brief_published_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("draft", "review", "returned")),
                    ("revises", None),
                    models.Q(
                        models.Q(("change", ""), _negated=True),
                        models.Q(("change_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="situations_brief_change_is_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("body"), 60000
                ),
                name="situations_brief_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.UniqueConstraint(
                fields=("reference", "language", "version"), name="situations_brief_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.UniqueConstraint(
                fields=("slug", "language", "version"), name="situations_brief_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.UniqueConstraint(
                fields=("revises",), name="situations_brief_one_successor"
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revises", None)),
                fields=("translates", "language"),
                name="situations_brief_one_translation",
            ),
        ),
        migrations.AddField(
            model_name="brieffile",
            name="brief",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="file",
                to="situations.brief",
                verbose_name="brief",
            ),
        ),
        migrations.AddField(
            model_name="embargo",
            name="brief",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="embargo",
                to="situations.brief",
                verbose_name="brief",
            ),
        ),
        migrations.AddField(
            model_name="embargo",
            name="lifted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="lifted by",
            ),
        ),
        migrations.AddField(
            model_name="kepttext",
            name="brief",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="kept_texts",
                to="situations.brief",
                verbose_name="brief",
            ),
        ),
        migrations.AddField(
            model_name="kepttext",
            name="writer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="typed by",
            ),
        ),
        migrations.AddField(
            model_name="occasion",
            name="brief",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="occasions",
                to="situations.brief",
                verbose_name="brief",
            ),
        ),
        migrations.AddField(
            model_name="retraction",
            name="retracted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="retracted by",
            ),
        ),
        migrations.AddConstraint(
            model_name="brieffile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recipe__regex", "^[0-9a-f]{64}$"), ("sha256__regex", "^[0-9a-f]{64}$")
                ),
                name="situations_brief_file_hashes",
            ),
        ),
        migrations.AddConstraint(
            model_name="embargo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at", None), ("lifted_by", None)),
                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                    _connector="OR",
                ),
                name="situations_embargo_lifted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="kepttext",
            constraint=models.UniqueConstraint(
                fields=("brief", "writer"), name="situations_kept_text_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="occasion",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True), name="situations_occasion_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="occasion",
            constraint=models.UniqueConstraint(
                fields=("brief", "day", "place"), name="situations_occasion_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="retraction",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="situations_retraction_has_a_reason",
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    )
