"""Incidents, sources, files, testimony.

PostgreSQL itself refuses, to raw SQL too: to change an original, a line of the custody log or an
ended consent; a credibility of 1 without two independent sources; that who reported an incident
verifies it or approves it for the public; and that what was refuted or merged stands in public.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import situations.public_numbers

REFUSE = """
CREATE FUNCTION situations_evidence_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Evidence is kept as it came in: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER situations_custody_rows_stay BEFORE UPDATE OR DELETE ON situations_custodyevent
    FOR EACH ROW EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_custody_table_stays BEFORE TRUNCATE ON situations_custodyevent
    FOR EACH STATEMENT EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_original_rows_stay BEFORE DELETE ON situations_original
    FOR EACH ROW EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_original_table_stays BEFORE TRUNCATE ON situations_original
    FOR EACH STATEMENT EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_original_bytes_stay BEFORE UPDATE ON situations_original
    FOR EACH ROW WHEN (
        (OLD.item_id, OLD.sha256, OLD.size, OLD.media_type, OLD.received_at)
        IS DISTINCT FROM (NEW.item_id, NEW.sha256, NEW.size, NEW.media_type, NEW.received_at)
    ) EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_consent_rows_stay BEFORE DELETE ON situations_consent
    FOR EACH ROW EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_consent_table_stays BEFORE TRUNCATE ON situations_consent
    FOR EACH STATEMENT EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_consent_words_stay BEFORE UPDATE ON situations_consent
    FOR EACH ROW WHEN (
        OLD.status <> 'active'
        OR (OLD.testimony_id, OLD.uses, OLD.form, OLD.language, OLD.explained, OLD.given_on,
            OLD.expires_on, OLD.recorded_by_id, OLD.recorded_at)
        IS DISTINCT FROM
           (NEW.testimony_id, NEW.uses, NEW.form, NEW.language, NEW.explained, NEW.given_on,
            NEW.expires_on, NEW.recorded_by_id, NEW.recorded_at)
    ) EXECUTE FUNCTION situations_evidence_refuse();

CREATE FUNCTION situations_two_sources(incident bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM situations_item
        WHERE incident_id = incident AND credibility = 1 AND set_aside_at IS NULL
    ) AND (
        SELECT count(DISTINCT coalesce(source.takes_from_id, source.id))
        FROM situations_item item JOIN situations_source source ON source.id = item.source_id
        WHERE item.incident_id = incident AND item.set_aside_at IS NULL
    ) < 2 THEN
        RAISE EXCEPTION 'Confirmed by other sources takes two that do not rest on one another.'
            USING ERRCODE = 'check_violation';
    END IF;
END;
$$;
CREATE FUNCTION situations_item_two_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM situations_two_sources(OLD.incident_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM situations_two_sources(NEW.incident_id); END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER situations_item_confirmed AFTER UPDATE OR DELETE ON situations_item
    FOR EACH ROW EXECUTE FUNCTION situations_item_two_sources();
CREATE TRIGGER situations_item_confirmed_new AFTER INSERT ON situations_item
    FOR EACH ROW WHEN (NEW.credibility = 1) EXECUTE FUNCTION situations_item_two_sources();
CREATE FUNCTION situations_source_two_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM situations_two_sources(incident_id)
        FROM situations_item WHERE source_id = NEW.id AND credibility = 1;
    PERFORM situations_two_sources(item.incident_id)
        FROM situations_item item WHERE item.credibility = 1 AND item.incident_id IN (
            SELECT incident_id FROM situations_item WHERE source_id = NEW.id
        );
    RETURN NULL;
END;
$$;
CREATE TRIGGER situations_source_confirmed AFTER UPDATE OF takes_from_id ON situations_source
    FOR EACH ROW WHEN (OLD.takes_from_id IS DISTINCT FROM NEW.takes_from_id)
    EXECUTE FUNCTION situations_source_two_sources();

CREATE FUNCTION situations_checker_is_no_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM situations_incident_writers
        WHERE incident_id = NEW.id AND user_id = NEW.checked_by_id
    ) THEN
        RAISE EXCEPTION 'Who wrote in an incident does not verify it.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_incident_d5
    BEFORE UPDATE ON situations_incident
    FOR EACH ROW WHEN (NEW.checked_by_id IS NOT NULL)
    EXECUTE FUNCTION situations_checker_is_no_writer();

CREATE FUNCTION situations_untrue_is_not_public() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM situations_publishedincident WHERE incident_id = NEW.id) THEN
        RAISE EXCEPTION 'An incident that was refuted or merged does not stand in public.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_incident_untrue
    BEFORE UPDATE OF status ON situations_incident
    FOR EACH ROW WHEN (NEW.status IN ('refuted', 'merged'))
    EXECUTE FUNCTION situations_untrue_is_not_public();

CREATE FUNCTION situations_publisher_is_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM situations_incident
        WHERE id = NEW.incident_id AND reported_by_id = NEW.approved_by_id
    ) OR EXISTS (
        SELECT FROM situations_incident_writers
        WHERE incident_id = NEW.incident_id AND user_id = NEW.approved_by_id
    ) THEN
        RAISE EXCEPTION 'Who reported an incident does not approve it for the public.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_published_d5
    BEFORE INSERT OR UPDATE OF approved_by_id ON situations_publishedincident
    FOR EACH ROW EXECUTE FUNCTION situations_publisher_is_another();
"""

ALLOW = """
DROP TRIGGER situations_published_d5 ON situations_publishedincident;
DROP FUNCTION situations_publisher_is_another();
DROP TRIGGER situations_incident_untrue ON situations_incident;
DROP FUNCTION situations_untrue_is_not_public();
DROP TRIGGER situations_incident_d5 ON situations_incident;
DROP FUNCTION situations_checker_is_no_writer();
DROP TRIGGER situations_source_confirmed ON situations_source;
DROP FUNCTION situations_source_two_sources();
DROP TRIGGER situations_item_confirmed_new ON situations_item;
DROP TRIGGER situations_item_confirmed ON situations_item;
DROP FUNCTION situations_item_two_sources();
DROP FUNCTION situations_two_sources(bigint);
DROP TRIGGER situations_consent_words_stay ON situations_consent;
DROP TRIGGER situations_consent_table_stays ON situations_consent;
DROP TRIGGER situations_consent_rows_stay ON situations_consent;
DROP TRIGGER situations_original_bytes_stay ON situations_original;
DROP TRIGGER situations_original_table_stays ON situations_original;
DROP TRIGGER situations_original_rows_stay ON situations_original;
DROP TRIGGER situations_custody_table_stays ON situations_custodyevent;
DROP TRIGGER situations_custody_rows_stay ON situations_custodyevent;
DROP FUNCTION situations_evidence_refuse();
"""


class Migration(migrations.Migration):
    dependencies = (("situations", "0006_what_is_done"),)

    operations = [
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(max_length=160, verbose_name="what happened, in a line"),
                ),
                ("account", models.TextField(blank=True, verbose_name="account")),
                (
                    "acts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("killing", "killing"),
                                ("injury", "wounding"),
                                ("sexual_violence", "sexual violence"),
                                ("torture", "torture or cruel treatment"),
                                ("disappearance", "abduction or enforced disappearance"),
                                ("detention", "arbitrary detention"),
                                ("displacement", "driving people out"),
                                ("destruction", "destruction or looting of homes and goods"),
                                ("starvation", "keeping people from food, water or aid"),
                                (
                                    "protected_place",
                                    "attack on a hospital, school or place of worship",
                                ),
                                ("aid_workers", "attack on aid workers or peacekeepers"),
                                ("child_soldiers", "recruitment of children"),
                                ("incitement", "incitement to violence"),
                                ("fighting", "fighting between armed groups"),
                                ("unrest", "protest or riot met with force"),
                                ("other", "another act"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="acts",
                    ),
                ),
                (
                    "violence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state_based", "with a State as a party"),
                            ("non_state", "between groups that are no State"),
                            ("one_sided", "against civilians"),
                        ],
                        max_length=12,
                        verbose_name="kind of violence",
                    ),
                ),
                (
                    "is_aggregate",
                    models.BooleanField(default=False, verbose_name="several events told as one"),
                ),
                ("started_on", models.DateField(verbose_name="began on")),
                ("ended_on", models.DateField(verbose_name="ended on")),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "the day"),
                            ("days", "a few days"),
                            ("week", "the week"),
                            ("month", "the month"),
                            ("year", "the year, or a longer time"),
                        ],
                        default="day",
                        max_length=8,
                        verbose_name="known",
                    ),
                ),
                ("province", models.CharField(blank=True, max_length=120, verbose_name="province")),
                ("district", models.CharField(blank=True, max_length=120, verbose_name="district")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "place_precision",
                    models.CharField(
                        choices=[
                            ("exact", "the place itself"),
                            ("near", "near a known place"),
                            ("district", "the district"),
                            ("area", "an area or a stretch of road"),
                            ("province", "the province"),
                            ("country", "the country"),
                            ("unknown", "not on land, or not known"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="place known",
                    ),
                ),
                (
                    "dataset",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ucdp_ged", "UCDP Georeferenced Event Dataset"),
                            ("acled", "ACLED"),
                        ],
                        max_length=12,
                        verbose_name="data set",
                    ),
                ),
                (
                    "external_id",
                    models.CharField(blank=True, max_length=60, verbose_name="its number there"),
                ),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("reported_at", models.DateTimeField(verbose_name="reported")),
                (
                    "edited_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="changed"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "reported"),
                            ("checking", "being checked"),
                            ("corroborated", "corroborated"),
                            ("verified", "verified"),
                            ("disputed", "disputed"),
                            ("unverifiable", "cannot be verified"),
                            ("refuted", "refuted"),
                            ("merged", "merged into another"),
                        ],
                        default="reported",
                        editable=False,
                        max_length=14,
                        verbose_name="status",
                    ),
                ),
                (
                    "checked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="checked"
                    ),
                ),
                (
                    "finding",
                    models.TextField(
                        blank=True, editable=False, verbose_name="what the check found"
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="situations.incident",
                        verbose_name="the same as",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reported by",
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="situations.situation",
                        verbose_name="situation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="situations.territory",
                        verbose_name="territory",
                    ),
                ),
                (
                    "writers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="everybody who wrote in it",
                    ),
                ),
            ],
            options={
                "verbose_name": "incident",
                "verbose_name_plural": "incidents",
                "ordering": ("-started_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="IncidentActor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("non_state", "non-State group"),
                            ("regional", "regional organisation"),
                            ("international", "international organisation"),
                            ("civil_society", "civil society"),
                            ("person", "person"),
                        ],
                        max_length=14,
                        verbose_name="kind",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("alleged_perpetrator", "alleged perpetrator"),
                            ("duty_bearer", "bears the primary responsibility to protect"),
                            ("party", "party to the conflict"),
                            ("bystander", "stands by"),
                            ("protector", "protects"),
                            ("mediator", "mediates"),
                        ],
                        default="party",
                        max_length=20,
                        verbose_name="part",
                    ),
                ),
                (
                    "proof",
                    models.CharField(
                        choices=[
                            ("reasonable_suspicion", "reasonable suspicion"),
                            ("reasonable_grounds", "reasonable grounds to believe"),
                            ("balance_of_probabilities", "balance of probabilities"),
                            ("beyond_reasonable_doubt", "beyond reasonable doubt"),
                        ],
                        default="reasonable_suspicion",
                        max_length=30,
                        verbose_name="standard of proof",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actors",
                        to="situations.incident",
                        verbose_name="incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "actor in an incident",
                "verbose_name_plural": "actors in incidents",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="IncidentFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dead", "dead"),
                            ("killed", "killed"),
                            ("displaced", "displaced"),
                            ("injured", "injured"),
                            ("detained", "detained"),
                            ("missing", "missing"),
                            ("in_need", "in need of help"),
                        ],
                        max_length=12,
                        verbose_name="people who were",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("more_than", "more than"),
                            ("at_least", "at least"),
                            ("fewer_than", "fewer than"),
                            ("up_to", "up to"),
                        ],
                        default="about",
                        max_length=12,
                        verbose_name="qualifier",
                    ),
                ),
                ("low", models.PositiveIntegerField(verbose_name="lowest estimate")),
                ("best", models.PositiveIntegerField(verbose_name="best estimate")),
                ("high", models.PositiveIntegerField(verbose_name="highest estimate")),
                ("as_of", models.DateField(verbose_name="as of")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="situations.incident",
                        verbose_name="incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure of an incident",
                "verbose_name_plural": "figures of incidents",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="what it is")),
                ("reference", models.TextField(blank=True, verbose_name="where it stands")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "captured_on",
                    models.DateField(blank=True, null=True, verbose_name="made or seen on"),
                ),
                (
                    "credibility",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "confirmed by other sources"),
                            (2, "probably true"),
                            (3, "possibly true"),
                            (4, "doubtful"),
                            (5, "improbable"),
                            (6, "truth cannot be judged"),
                        ],
                        default=6,
                        verbose_name="credibility",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="added")),
                (
                    "set_aside_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="set aside"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="situations.incident",
                        verbose_name="incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of evidence",
                "verbose_name_plural": "items of evidence",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="CustodyEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("received", "received and sealed"),
                            ("opened", "original opened"),
                            ("whole", "original found unchanged"),
                            ("broken", "ORIGINAL FOUND CHANGED OR MISSING"),
                            ("cleaned", "public copy made, without what the file says of itself"),
                            ("shown", "public copy approved for the public"),
                            ("hidden", "public copy taken back"),
                            ("graded", "graded anew"),
                            ("moved", "moved to another incident"),
                            ("set_aside", "set aside"),
                        ],
                        max_length=10,
                        verbose_name="deed",
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty when the site itself did it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custody",
                        to="situations.item",
                        verbose_name="item",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a custody log",
                "verbose_name_plural": "custody log",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                (
                    "media_type",
                    models.CharField(max_length=40, verbose_name="type, by its content"),
                ),
                (
                    "file_name",
                    models.CharField(blank=True, max_length=200, verbose_name="name of the file"),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "checked_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last found unchanged"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=situations.public_numbers.new_public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "cleaned_sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the copy"),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what the picture shows, in words"
                    ),
                ),
                (
                    "shown_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="approved for the public"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="original",
                        to="situations.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "shown_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "original file",
                "verbose_name_plural": "original files",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="PublishedIncident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=situations.public_numbers.new_public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                        verbose_name="public number",
                    ),
                ),
                (
                    "shown_date",
                    models.CharField(
                        choices=[
                            ("year", "the year"),
                            ("month", "the month"),
                            ("day", "the day, if it is known"),
                        ],
                        max_length=8,
                        verbose_name="time shown",
                    ),
                ),
                (
                    "shown_place",
                    models.CharField(
                        choices=[
                            ("country", "the country only"),
                            ("province", "the province, and a wide area on maps"),
                            ("district", "the district, and a small area on maps"),
                            ("exact", "the place itself, if it is known"),
                        ],
                        max_length=8,
                        verbose_name="place shown",
                    ),
                ),
                (
                    "shows_actors",
                    models.BooleanField(default=False, verbose_name="groups are named"),
                ),
                (
                    "title",
                    models.CharField(max_length=160, verbose_name="what happened, for the public"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="summary for the public")),
                (
                    "acts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("killing", "killing"),
                                ("injury", "wounding"),
                                ("sexual_violence", "sexual violence"),
                                ("torture", "torture or cruel treatment"),
                                ("disappearance", "abduction or enforced disappearance"),
                                ("detention", "arbitrary detention"),
                                ("displacement", "driving people out"),
                                ("destruction", "destruction or looting of homes and goods"),
                                ("starvation", "keeping people from food, water or aid"),
                                (
                                    "protected_place",
                                    "attack on a hospital, school or place of worship",
                                ),
                                ("aid_workers", "attack on aid workers or peacekeepers"),
                                ("child_soldiers", "recruitment of children"),
                                ("incitement", "incitement to violence"),
                                ("fighting", "fighting between armed groups"),
                                ("unrest", "protest or riot met with force"),
                                ("other", "another act"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="acts",
                    ),
                ),
                (
                    "violence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state_based", "with a State as a party"),
                            ("non_state", "between groups that are no State"),
                            ("one_sided", "against civilians"),
                        ],
                        max_length=12,
                        verbose_name="kind of violence",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="from")),
                ("ended_on", models.DateField(verbose_name="to")),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "the day"),
                            ("days", "a few days"),
                            ("week", "the week"),
                            ("month", "the month"),
                            ("year", "the year, or a longer time"),
                        ],
                        max_length=8,
                        verbose_name="known",
                    ),
                ),
                ("province", models.CharField(blank=True, max_length=120, verbose_name="province")),
                ("district", models.CharField(blank=True, max_length=120, verbose_name="district")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("cell", models.FloatField(default=0, verbose_name="side of the square")),
                (
                    "place_precision",
                    models.CharField(
                        choices=[
                            ("exact", "the place itself"),
                            ("near", "near a known place"),
                            ("district", "the district"),
                            ("area", "an area or a stretch of road"),
                            ("province", "the province"),
                            ("country", "the country"),
                            ("unknown", "not on land, or not known"),
                        ],
                        max_length=8,
                        verbose_name="place known",
                    ),
                ),
                (
                    "actors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=160),
                        default=list,
                        verbose_name="groups",
                    ),
                ),
                ("figures", models.JSONField(default=list, verbose_name="figures")),
                ("grade", models.CharField(default="F6", max_length=2, verbose_name="best grade")),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=160),
                        default=list,
                        verbose_name="sources",
                    ),
                ),
                (
                    "source_count",
                    models.PositiveIntegerField(default=0, verbose_name="number of sources"),
                ),
                (
                    "dataset",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ucdp_ged", "UCDP Georeferenced Event Dataset"),
                            ("acled", "ACLED"),
                        ],
                        max_length=12,
                        verbose_name="data set",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "reported"),
                            ("checking", "being checked"),
                            ("corroborated", "corroborated"),
                            ("verified", "verified"),
                            ("disputed", "disputed"),
                            ("unverifiable", "cannot be verified"),
                            ("refuted", "refuted"),
                            ("merged", "merged into another"),
                        ],
                        max_length=14,
                        verbose_name="status",
                    ),
                ),
                ("approved_at", models.DateTimeField(verbose_name="approved")),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="situations.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_incidents",
                        to="situations.situation",
                        verbose_name="situation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="situations.territory",
                        verbose_name="territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "published incident",
                "verbose_name_plural": "published incidents",
                "ordering": ("-started_on", "public_id"),
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("witness", "witness"),
                            ("own_staff", "the organisation’s own people"),
                            ("civil_society", "civil society"),
                            ("media", "news media"),
                            ("official", "government or army"),
                            ("international", "international organisation"),
                            ("online", "account or channel on the internet"),
                            ("dataset", "data set"),
                        ],
                        max_length=14,
                        verbose_name="kind",
                    ),
                ),
                (
                    "reliability",
                    models.CharField(
                        choices=[
                            ("A", "completely reliable"),
                            ("B", "usually reliable"),
                            ("C", "fairly reliable"),
                            ("D", "not usually reliable"),
                            ("E", "unreliable"),
                            ("F", "reliability cannot be judged"),
                        ],
                        default="F",
                        max_length=1,
                        verbose_name="reliability",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="may be named in public"),
                ),
                ("url", models.URLField(blank=True, verbose_name="address")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "takes_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takers",
                        to="situations.source",
                        verbose_name="takes its reports from",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ("name", "id"),
            },
        ),
        migrations.AddField(
            model_name="item",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="situations.source",
                verbose_name="source",
            ),
        ),
        migrations.CreateModel(
            name="Testimony",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=situations.public_numbers.new_public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                        verbose_name="public number",
                    ),
                ),
                ("pseudonym", models.CharField(max_length=80, verbose_name="called, in public")),
                ("account", models.TextField(verbose_name="account")),
                ("excerpt", models.TextField(blank=True, verbose_name="words that may be quoted")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("ar", "Arabic"),
                            ("ru", "Russian"),
                            ("zh-hans", "Chinese"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("taken_on", models.DateField(verbose_name="taken on")),
                ("added_at", models.DateTimeField(verbose_name="added")),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="testimonies",
                        to="situations.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="testimonies",
                        to="situations.situation",
                        verbose_name="situation",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken by",
                    ),
                ),
            ],
            options={
                "verbose_name": "testimony",
                "verbose_name_plural": "testimonies",
                "ordering": ("-taken_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("internal", "our own work, seen by nobody else"),
                                ("register", "public pages of the register and their data files"),
                                ("brief_private", "briefs that only officials get"),
                                ("brief_public", "briefs that everybody can read"),
                                ("campaign", "campaigns and petitions"),
                                ("court", "courts and inquiries"),
                                ("united_nations", "bodies of the United Nations"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="uses",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("spoken", "spoken, before somebody"),
                            ("written", "written"),
                            ("recorded", "recorded"),
                        ],
                        max_length=10,
                        verbose_name="given",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("ar", "Arabic"),
                            ("ru", "Russian"),
                            ("zh-hans", "Chinese"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("explained", models.TextField(verbose_name="what was explained")),
                ("given_on", models.DateField(verbose_name="given on")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="good until")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "active"),
                            ("narrowed", "narrowed by a later one"),
                            ("renewed", "replaced by a later one"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "expired"),
                        ],
                        default="active",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ended"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "testimony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="situations.testimony",
                        verbose_name="testimony",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ("-id",),
            },
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                fields=["situation", "-started_on", "-id"], name="situations_incident_line"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "reported",
                            "checking",
                            "corroborated",
                            "verified",
                            "disputed",
                            "unverifiable",
                            "refuted",
                            "merged",
                        ],
                    ),
                    (
                        "acts__contained_by",
                        [
                            "killing",
                            "injury",
                            "sexual_violence",
                            "torture",
                            "disappearance",
                            "detention",
                            "displacement",
                            "destruction",
                            "starvation",
                            "protected_place",
                            "aid_workers",
                            "child_soldiers",
                            "incitement",
                            "fighting",
                            "unrest",
                            "other",
                        ],
                    ),
                    ("violence__in", ["", "state_based", "non_state", "one_sided"]),
                    ("date_precision__in", ["day", "days", "week", "month", "year"]),
                    (
                        "place_precision__in",
                        ["exact", "near", "district", "area", "province", "country", "unknown"],
                    ),
                    ("dataset__in", ["", "ucdp_ged", "acled"]),
                ),
                name="situations_incident_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("started_on__lte", models.F("ended_on"))),
                name="situations_incident_days",
                violation_error_message="It cannot end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="situations_incident_point",
                violation_error_message="Give both latitude and longitude, in degrees.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("duplicate_of__isnull", False), ("status", "merged")),
                    models.Q(models.Q(("status", "merged"), _negated=True), ("duplicate_of", None)),
                    _connector="OR",
                ),
                name="situations_incident_merged",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_by", None),
                    models.Q(("checked_by", models.F("reported_by")), _negated=True),
                    _connector="OR",
                ),
                name="situations_incident_d5_verifier_is_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "status__in",
                            ("corroborated", "verified", "disputed", "unverifiable", "refuted"),
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        ("checked_at__isnull", False),
                        ("checked_by__isnull", False),
                        models.Q(("finding", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="situations_incident_finding_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("situation", "dataset", "external_id"),
                name="situations_incident_external_id_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentactor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "state",
                            "non_state",
                            "regional",
                            "international",
                            "civil_society",
                            "person",
                        ],
                    ),
                    (
                        "part__in",
                        [
                            "alleged_perpetrator",
                            "duty_bearer",
                            "party",
                            "bystander",
                            "protector",
                            "mediator",
                        ],
                    ),
                    (
                        "proof__in",
                        [
                            "reasonable_suspicion",
                            "reasonable_grounds",
                            "balance_of_probabilities",
                            "beyond_reasonable_doubt",
                        ],
                    ),
                ),
                name="situations_incidentactor_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentactor",
            constraint=models.UniqueConstraint(
                fields=("incident", "name", "part"), name="situations_incidentactor_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("best__lte", models.F("high")), ("low__lte", models.F("best"))),
                name="situations_incidentfigure_range",
                violation_error_message="The lowest estimate cannot be above the best one, nor the highest below it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "dead",
                            "killed",
                            "displaced",
                            "injured",
                            "detained",
                            "missing",
                            "in_need",
                        ],
                    ),
                    (
                        "qualifier__in",
                        ["exactly", "about", "more_than", "at_least", "fewer_than", "up_to"],
                    ),
                    models.Q(("source", ""), _negated=True),
                ),
                name="situations_incidentfigure_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentfigure",
            constraint=models.UniqueConstraint(
                fields=("incident", "kind"), name="situations_incidentfigure_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="custodyevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "deed__in",
                        [
                            "received",
                            "opened",
                            "whole",
                            "broken",
                            "cleaned",
                            "shown",
                            "hidden",
                            "graded",
                            "moved",
                            "set_aside",
                        ],
                    )
                ),
                name="situations_custody_deed",
            ),
        ),
        migrations.AddConstraint(
            model_name="original",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("shown_at", None),
                    models.Q(
                        ("shown_by__isnull", False),
                        models.Q(("cleaned_sha256", ""), _negated=True),
                        models.Q(("description", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="situations_original_shown_is_cleaned",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedincident",
            index=models.Index(
                fields=["situation", "-started_on", "public_id"], name="situations_published_line"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedincident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("started_on__lte", models.F("ended_on")),
                    ("shown_date__in", ["year", "month", "day"]),
                    ("shown_place__in", ["country", "province", "district", "exact"]),
                    models.Q(("status__in", ["refuted", "merged"]), _negated=True),
                ),
                name="situations_published_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedincident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("shown_place", "country"), _negated=True),
                    models.Q(
                        ("district", ""),
                        ("latitude", None),
                        ("longitude", None),
                        ("place", ""),
                        ("province", ""),
                    ),
                    _connector="OR",
                ),
                name="situations_published_country_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedincident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("shown_place", "province"), _negated=True),
                    models.Q(
                        ("district", ""),
                        ("place", ""),
                        models.Q(("latitude", None), ("cell__gte", 1), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="situations_published_province_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedincident",
            constraint=models.CheckConstraint(
                condition=models.Q(("shows_actors", True), ("actors", []), _connector="OR"),
                name="situations_published_names_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reliability__in", ["A", "B", "C", "D", "E", "F"]),
                    (
                        "kind__in",
                        [
                            "witness",
                            "own_staff",
                            "civil_society",
                            "media",
                            "official",
                            "international",
                            "online",
                            "dataset",
                        ],
                    ),
                ),
                name="situations_source_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("takes_from", None),
                    models.Q(("takes_from", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="situations_source_not_of_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_public", True), ("kind", "witness"), _negated=True),
                name="situations_source_witness_hidden",
                violation_error_message="A witness is never named as a source. What a witness agrees to stands in the consent to the testimony.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                fields=("organisation", "name"), name="situations_source_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("credibility__in", [1, 2, 3, 4, 5, 6])),
                name="situations_item_credibility",
            ),
        ),
        migrations.AddConstraint(
            model_name="testimony",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("taken_by")), _negated=True),
                    _connector="OR",
                ),
                name="situations_testimony_d5_approver_is_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="testimony",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at", None), ("approved_by", None)),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("approved_by__isnull", False),
                        models.Q(("excerpt", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="situations_testimony_approved_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["active", "narrowed", "renewed", "withdrawn", "expired"]),
                    (
                        "uses__contained_by",
                        [
                            "internal",
                            "register",
                            "brief_private",
                            "brief_public",
                            "campaign",
                            "court",
                            "united_nations",
                        ],
                    ),
                    ("uses__len__gt", 0),
                    ("form__in", ["spoken", "written", "recorded"]),
                ),
                name="situations_consent_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on", None), ("expires_on__gte", models.F("given_on")), _connector="OR"
                ),
                name="situations_consent_days",
                violation_error_message="It cannot end before it was given.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("status", "active")),
                    models.Q(
                        models.Q(("status", "active"), _negated=True), ("ended_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="situations_consent_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "active")),
                fields=("testimony",),
                name="situations_consent_one_active",
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
