"""A campaign's text in several languages and versions, its reviews, its steps and its report.

What was public stays as it was, since somebody may have put the name to it: PostgreSQL refuses to
change or delete such a text, to raw SQL too.
"""

from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

REFUSE = """
CREATE FUNCTION campaigns_refuse_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was signed never changes: % of % is refused.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER campaigns_text_public_stays
    BEFORE UPDATE OR DELETE ON campaigns_campaigntext
    FOR EACH ROW WHEN (OLD.status = 'public') EXECUTE FUNCTION campaigns_refuse_text();
"""
ALLOW = """
DROP TRIGGER campaigns_text_public_stays ON campaigns_campaigntext;
DROP FUNCTION campaigns_refuse_text();
"""
REPORT_DUE = timedelta(days=30)


def keep_what_was_public(apps, schema_editor):
    """Keep the text of each campaign that was launched before versions were kept, as it is."""
    campaigns = apps.get_model("campaigns", "Campaign").objects
    text = apps.get_model("campaigns", "CampaignText")
    approval = apps.get_model("campaigns", "Approval")
    for campaign in campaigns.filter(approver__isnull=False).select_related("petition"):
        approval.objects.create(
            campaign=campaign, approver=campaign.approver, at=campaign.approved_at
        )
        if campaign.launched_at is None:
            continue
        petition = getattr(campaign, "petition", None)
        words = ("title", "ask", "story_title", "story", "facts", "share_text")
        version = petition.text_version if petition else 1
        text.objects.create(
            campaign=campaign,
            language=campaign.language,
            version=version,
            status="public",
            petition_text=petition.text if petition else "",
            reason="" if version == 1 else "Changed before the versions were kept.",
            begun_at=campaign.drafted_at,
            public_at=campaign.launched_at,
            **{field: getattr(campaign, field) for field in words},
        )
        if campaign.closed_at:
            campaign.report_due_on = (campaign.closed_at + REPORT_DUE).date()
            campaign.save(update_fields=["report_due_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_campaigns_petitions_and_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="approved")),
            ],
            options={
                "verbose_name": "approval of a campaign",
                "verbose_name_plural": "approvals of campaigns",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="CampaignText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("title", models.CharField(blank=True, max_length=140, verbose_name="title")),
                ("ask", models.CharField(blank=True, max_length=300, verbose_name="ask")),
                (
                    "story_title",
                    models.CharField(blank=True, max_length=140, verbose_name="title of the story"),
                ),
                ("story", models.TextField(blank=True, verbose_name="story")),
                ("facts", models.TextField(blank=True, verbose_name="facts")),
                (
                    "petition_text",
                    models.TextField(blank=True, verbose_name="text of the petition"),
                ),
                (
                    "share_text",
                    models.CharField(blank=True, max_length=200, verbose_name="text for sharing"),
                ),
                (
                    "follows",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="the original that it follows",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        help_text="Shown in public beside what changed.",
                        max_length=500,
                        verbose_name="why it was changed",
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
                "verbose_name": "text of a campaign",
                "verbose_name_plural": "texts of campaigns",
                "ordering": (
                    "campaign",
                    models.OrderBy(models.F("version"), descending=True, nulls_first=True),
                    "language",
                ),
            },
        ),
        migrations.CreateModel(
            name="SafetyReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("harm", models.TextField(verbose_name="who could be harmed, and how")),
                ("precautions", models.TextField(verbose_name="what is done against it")),
                (
                    "consent_in_hand",
                    models.BooleanField(verbose_name="the consent to the story is in hand"),
                ),
                ("at_risk", models.BooleanField(verbose_name="at-risk mode")),
                ("at", models.DateTimeField(verbose_name="reviewed")),
                ("void_at", models.DateTimeField(blank=True, null=True, verbose_name="void since")),
            ],
            options={
                "verbose_name": "safety review",
                "verbose_name_plural": "safety reviews",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="at_risk",
            field=models.BooleanField(
                default=False,
                help_text="Being seen to sign could put people in danger.",
                verbose_name="at-risk mode",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="cloned_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="campaigns.campaign",
                verbose_name="made from",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="languages",
            field=models.JSONField(
                blank=True,
                default=list,
                editable=False,
                verbose_name="languages that it was translated to",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="report",
            field=models.TextField(
                blank=True,
                help_text="What was reached, what was not, and what follows. Markdown.",
                verbose_name="report to supporters",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="report_author",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="report written by",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="report_due_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="report due on"
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="report_published_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="report published"
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="report_reminded_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="last reminded of the report on"
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="scheduled_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="to be launched on its first day, as wanted by",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="story_withdrawn_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="story taken back"
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="steps_done",
            field=models.JSONField(
                blank=True, default=list, editable=False, verbose_name="steps gone through"
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="asks_region",
            field=models.BooleanField(
                default=False,
                help_text="Signers may name their region or city. It is sealed with the name.",
                verbose_name="asks for the region",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scheduled_by", None),
                    models.Q(("opens__isnull", False), ("status", "approved")),
                    _connector="OR",
                ),
                name="campaigns_campaign_scheduled_for_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("report_due_on", None), ("report_published_at", None)),
                    models.Q(("report_due_on__isnull", False), ("status", "closed")),
                    _connector="OR",
                ),
                name="campaigns_campaign_closed_owes_a_report",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="approver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approvals",
                to="campaigns.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="campaigntext",
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
            model_name="campaigntext",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="texts",
                to="campaigns.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="campaigntext",
            name="writers",
            field=models.ManyToManyField(
                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="writers"
            ),
        ),
        migrations.AddField(
            model_name="safetyreview",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="safety_reviews",
                to="campaigns.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="safetyreview",
            name="reviewer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewed by",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                fields=("campaign", "approver"), name="campaigns_approval_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaigntext",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "review", "public"])),
                name="campaigns_text_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaigntext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("public_at__isnull", False), ("status", "public"), ("version__gt", 0)
                    ),
                    models.Q(
                        models.Q(("status", "public"), _negated=True),
                        ("approver", None),
                        ("public_at", None),
                        ("version", None),
                    ),
                    _connector="OR",
                ),
                name="campaigns_text_public_is_numbered",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaigntext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "public"), _negated=True),
                    ("version", 1),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="campaigns_text_changed_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaigntext",
            constraint=models.UniqueConstraint(
                fields=("campaign", "language", "version"), name="campaigns_text_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaigntext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "public"), _negated=True),
                fields=("campaign", "language"),
                name="campaigns_text_one_being_written",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyreview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("void_at", None)),
                fields=("campaign",),
                name="campaigns_safety_review_one_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("consent_in_hand", True),
                    models.Q(("harm", ""), _negated=True),
                    models.Q(("precautions", ""), _negated=True),
                ),
                name="campaigns_safety_review_answered",
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunPython(keep_what_was_public, migrations.RunPython.noop),
    ]
