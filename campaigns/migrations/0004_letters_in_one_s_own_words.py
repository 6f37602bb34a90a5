"""Facts, variants and originality of letters, their digests and holds."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import campaigns.models.letter_tokens

REFUSE = """
CREATE FUNCTION campaigns_refuse_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What letters were confirmed on never changes: % of % is refused.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE FUNCTION campaigns_refuse_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM campaigns_casefacts WHERE status = 'public' AND id IN (
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.case_facts_id END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW.case_facts_id END
    )) THEN
        RAISE EXCEPTION 'What letters were confirmed on never changes: % of % is refused.',
            TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END;
$$;

CREATE TRIGGER campaigns_case_facts_public_stay
    BEFORE UPDATE OR DELETE ON campaigns_casefacts
    FOR EACH ROW WHEN (OLD.status = 'public') EXECUTE FUNCTION campaigns_refuse_facts();

CREATE TRIGGER campaigns_case_fact_public_stays
    BEFORE INSERT OR UPDATE OR DELETE ON campaigns_casefact
    FOR EACH ROW EXECUTE FUNCTION campaigns_refuse_fact();
"""

ALLOW = """
DROP TRIGGER campaigns_case_fact_public_stays ON campaigns_casefact;
DROP TRIGGER campaigns_case_facts_public_stay ON campaigns_casefacts;
DROP FUNCTION campaigns_refuse_fact();
DROP FUNCTION campaigns_refuse_facts();
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_whom_a_campaign_writes_to")]

    operations = [
        migrations.CreateModel(
            name="CaseFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                ("text", models.CharField(max_length=500, verbose_name="fact")),
                ("source", models.CharField(max_length=160, verbose_name="source")),
                (
                    "source_url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="address of the source"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
            ],
            options={
                "verbose_name": "case fact",
                "verbose_name_plural": "case facts, one by one",
                "ordering": ("place", "pk"),
            },
        ),
        migrations.CreateModel(
            name="CaseFacts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="version"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("review", "in review"),
                            ("public", "public"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=6,
                        verbose_name="status",
                    ),
                ),
                (
                    "expires_on",
                    models.DateField(
                        help_text="The last day on which a letter leaves with these facts.",
                        verbose_name="good until",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        help_text="Told to those whose letters wait. They confirm anew, or take them back.",
                        max_length=500,
                        verbose_name="what has changed",
                    ),
                ),
                (
                    "return_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="why it was returned"
                    ),
                ),
                ("begun_at", models.DateTimeField(verbose_name="begun")),
                (
                    "public_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="public since"),
                ),
            ],
            options={
                "verbose_name": "case facts",
                "verbose_name_plural": "case facts",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="letters in it")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256 of the bundle")),
                ("made_at", models.DateTimeField(verbose_name="printed")),
                (
                    "handed_on",
                    models.DateField(blank=True, null=True, verbose_name="handed over on"),
                ),
                (
                    "received_by",
                    models.CharField(blank=True, max_length=160, verbose_name="received by"),
                ),
            ],
            options={
                "verbose_name": "hand-over of letters",
                "verbose_name_plural": "hand-overs of letters",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="LetterDigest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=campaigns.models.letter_tokens.new_token,
                        editable=False,
                        max_length=16,
                        unique=True,
                        verbose_name="token of the relay address",
                    ),
                ),
                ("period_from", models.DateField(verbose_name="first day")),
                ("period_to", models.DateField(verbose_name="last day")),
                ("number", models.PositiveIntegerField(verbose_name="letters in it")),
                ("countries", models.JSONField(default=dict, verbose_name="letters by country")),
                (
                    "text_sealed",
                    models.BinaryField(null=True, verbose_name="text as it left, sealed"),
                ),
                (
                    "carried",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=10,
                        verbose_name="verdict that its letters know",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sent or failed"),
                ),
            ],
            options={
                "verbose_name": "digest of letters",
                "verbose_name_plural": "digests of letters",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="LetterShingle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shingle", models.BigIntegerField()),
                ("letters", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "shingle",
                "verbose_name_plural": "shingles",
            },
        ),
        migrations.CreateModel(
            name="LetterVariant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.SlugField(
                        blank=True,
                        help_text="Empty for a translation of the main statement; else one word for the desk.",
                        max_length=20,
                        verbose_name="name",
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
                            ("zh", "Chinese"),
                            ("pt", "Portuguese"),
                        ],
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("subject", models.CharField(max_length=160, verbose_name="subject")),
                ("statement", models.TextField(max_length=6000, verbose_name="statement")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="With 2 it is chosen twice as often as one with 1.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="weight",
                    ),
                ),
            ],
            options={
                "verbose_name": "variant of a letter",
                "verbose_name_plural": "variants of letters",
                "ordering": ("name", "language", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OfficeBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain", models.CharField(max_length=253, verbose_name="domain")),
                (
                    "words",
                    models.CharField(blank=True, max_length=200, verbose_name="in their words"),
                ),
                (
                    "onward",
                    models.CharField(
                        choices=[
                            ("waits", "nobody has decided"),
                            ("mail", "by mail, as before"),
                            ("digest", "one digest a week"),
                            ("paper", "handed over on paper"),
                        ],
                        default="waits",
                        max_length=6,
                        verbose_name="how letters go on",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="since")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
            ],
            options={
                "verbose_name": "office that refuses our mail",
                "verbose_name_plural": "offices that refuse our mail",
                "ordering": ("-pk",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="letter",
            name="campaigns_letter_state",
        ),
        migrations.RemoveConstraint(
            model_name="letter",
            name="campaigns_letter_left_to_somebody",
        ),
        migrations.AddField(
            model_name="letter",
            name="asked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="author asked"),
        ),
        migrations.AddField(
            model_name="letter",
            name="held_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="held since"),
        ),
        migrations.AddField(
            model_name="letter",
            name="name_in_digest",
            field=models.BooleanField(default=False, verbose_name="name may stand in a digest"),
        ),
        migrations.AddField(
            model_name="letter",
            name="originality",
            field=models.PositiveSmallIntegerField(
                blank=True,
                editable=False,
                help_text="How much of the own words stood in no letter before. Empty: not measured.",
                null=True,
                verbose_name="originality, per cent",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="seen_tenure",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="officials.tenure",
                verbose_name="holder when it was confirmed",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="told_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="author told of the end"
            ),
        ),
        migrations.AddField(
            model_name="letteraction",
            name="do_not_name",
            field=models.JSONField(
                blank=True,
                default=list,
                editable=False,
                help_text="Keyed hashes: nobody can read the names here.",
                verbose_name="names that no letter may hold",
            ),
        ),
        migrations.AddField(
            model_name="letteraction",
            name="offers_own_mail",
            field=models.BooleanField(
                default=False,
                help_text="The preview then shows the office's address.",
                verbose_name="people send it from their own mailbox",
            ),
        ),
        migrations.AddField(
            model_name="letteraction",
            name="offers_paper",
            field=models.BooleanField(default=True, verbose_name="people print it"),
        ),
        migrations.AddField(
            model_name="letteraction",
            name="offers_sending",
            field=models.BooleanField(default=True, verbose_name="we send it"),
        ),
        migrations.AddField(
            model_name="letteraction",
            name="prompts",
            field=models.TextField(
                blank=True,
                help_text="One on each line. Questions lead to one's own words, paragraphs to copies.",
                verbose_name="questions to start from",
            ),
        ),
        migrations.AddField(
            model_name="letteraction",
            name="to_person",
            field=models.BooleanField(
                default=False,
                help_text="If somebody else takes the office, letters wait and their writers are asked.",
                verbose_name="written to the person",
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="hold",
            field=models.CharField(
                blank=True,
                choices=[
                    ("trapped", "filled in by a program"),
                    ("vacant", "nobody holds the office"),
                    ("no_contact", "no address that may be written to"),
                    ("refused", "the office refuses letters by email"),
                    ("blocked", "the office's mail system refuses our mail"),
                    ("holder_changed", "somebody else holds the office now"),
                    ("facts_changed", "the facts have changed"),
                    ("facts_expired", "the facts are too old"),
                ],
                editable=False,
                max_length=14,
                verbose_name="why it is held",
            ),
        ),
        migrations.AddConstraint(
            model_name="letteraction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offers_sending", True),
                    ("offers_own_mail", True),
                    ("offers_paper", True),
                    _connector="OR",
                ),
                name="campaigns_letter_action_offers_a_way",
                violation_error_message="Offer at least one way to send the letter.",
            ),
        ),
        migrations.AddField(
            model_name="casefacts",
            name="approver",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddField(
            model_name="casefacts",
            name="letter_action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="case_facts",
                to="campaigns.letteraction",
                verbose_name="letter action",
            ),
        ),
        migrations.AddField(
            model_name="casefacts",
            name="writers",
            field=models.ManyToManyField(
                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="writers"
            ),
        ),
        migrations.AddField(
            model_name="casefact",
            name="case_facts",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="campaigns.casefacts",
                verbose_name="case facts",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="facts",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="campaigns.casefacts",
                verbose_name="facts that were confirmed",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="letter_action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hand_overs",
                to="campaigns.letteraction",
                verbose_name="letter action",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hand_overs",
                to="officials.post",
                verbose_name="post",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="tenure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="officials.tenure",
                verbose_name="holder",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="hand_over",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="campaigns.handover",
                verbose_name="bundle that it was printed in",
            ),
        ),
        migrations.AddField(
            model_name="letterdigest",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="officials.contact",
                verbose_name="contact",
            ),
        ),
        migrations.AddField(
            model_name="letterdigest",
            name="letter_action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="digests",
                to="campaigns.letteraction",
                verbose_name="letter action",
            ),
        ),
        migrations.AddField(
            model_name="letterdigest",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="outbox.message",
                verbose_name="message",
            ),
        ),
        migrations.AddField(
            model_name="letterdigest",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letter_digests",
                to="officials.post",
                verbose_name="post",
            ),
        ),
        migrations.AddField(
            model_name="letterdigest",
            name="tenure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="officials.tenure",
                verbose_name="holder",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="digest",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="campaigns.letterdigest",
                verbose_name="digest that it left in",
            ),
        ),
        migrations.AddField(
            model_name="lettershingle",
            name="letter_action",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="campaigns.letteraction",
            ),
        ),
        migrations.AddField(
            model_name="lettervariant",
            name="letter_action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="variants",
                to="campaigns.letteraction",
                verbose_name="letter action",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="variant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="campaigns.lettervariant",
                verbose_name="variant",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("state", "confirmed")),
                fields=["post", "letter_action", "id"],
                include=("originality",),
                name="campaigns_letter_to_plan",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("told_at", None)),
                fields=["digest"],
                name="campaigns_letter_to_tell",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "hold__in",
                        [
                            "",
                            "trapped",
                            "vacant",
                            "no_contact",
                            "refused",
                            "blocked",
                            "holder_changed",
                            "facts_changed",
                            "facts_expired",
                        ],
                    ),
                    (
                        "state__in",
                        [
                            "pending",
                            "confirmed",
                            "held",
                            "queued",
                            "sent",
                            "uncertain",
                            "failed",
                            "returned",
                        ],
                    ),
                ),
                name="campaigns_letter_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("queued_at", None), ("state__in", ("pending", "confirmed", "held"))),
                    ("state__in", ("failed", "returned")),
                    models.Q(
                        ("queued_at__isnull", False),
                        ("state__in", ("queued", "sent", "uncertain")),
                        ("tenure__isnull", False),
                        models.Q(
                            ("contact__isnull", False),
                            ("hand_over__isnull", False),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="campaigns_letter_left_to_somebody",
            ),
        ),
        migrations.AddField(
            model_name="officeblock",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                help_text="None: the whole domain.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="officials.contact",
                verbose_name="contact",
            ),
        ),
        migrations.AddField(
            model_name="officeblock",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddConstraint(
            model_name="casefacts",
            constraint=models.UniqueConstraint(
                fields=("letter_action", "version"), name="campaigns_case_facts_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="casefacts",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "public"), _negated=True),
                fields=("letter_action",),
                name="campaigns_case_facts_one_written",
            ),
        ),
        migrations.AddConstraint(
            model_name="casefacts",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approver__isnull", False),
                        ("public_at__isnull", False),
                        ("status", "public"),
                        ("version__isnull", False),
                    ),
                    models.Q(
                        ("approver", None),
                        ("public_at", None),
                        ("status__in", ("draft", "review")),
                        ("version", None),
                    ),
                    _connector="OR",
                ),
                name="campaigns_case_facts_public_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="casefact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("source", ""), _negated=True)
                ),
                name="campaigns_case_fact_has_a_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handed_on", None), ("received_by", "")),
                    models.Q(
                        ("handed_on__isnull", False), models.Q(("received_by", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="campaigns_hand_over_has_a_receipt",
            ),
        ),
        migrations.AddIndex(
            model_name="letterdigest",
            index=models.Index(
                fields=["letter_action", "post", "made_at"], name="campaigns_letter_digest_last"
            ),
        ),
        migrations.AddConstraint(
            model_name="letterdigest",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("period_to__gte", models.F("period_from"))),
                name="campaigns_letter_digest_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettershingle",
            constraint=models.UniqueConstraint(
                fields=("letter_action", "shingle"), name="campaigns_letter_shingle_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="lettervariant",
            constraint=models.UniqueConstraint(
                fields=("letter_action", "name", "language"),
                name="campaigns_letter_variant_once",
                violation_error_message="There is a variant of this name in this language.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettervariant",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gte", 1)), name="campaigns_letter_variant_weight"
            ),
        ),
        migrations.AddConstraint(
            model_name="officeblock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("onward", "mail"), _negated=True),
                fields=("domain", "contact"),
                name="campaigns_office_block_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="officeblock",
            constraint=models.CheckConstraint(
                condition=models.Q(("onward__in", ["waits", "mail", "digest", "paper"])),
                name="campaigns_office_block_onward",
            ),
        ),
        migrations.AddConstraint(
            model_name="officeblock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("onward", "waits"), ("settled_by", None)),
                    models.Q(
                        models.Q(("onward", "waits"), _negated=True), ("settled_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="campaigns_office_block_decided_by_somebody",
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
