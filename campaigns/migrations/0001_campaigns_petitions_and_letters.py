"""Campaigns in their languages, petitions and signatures, letters and what offices answered."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import campaigns.models.letter_tokens
import campaigns.models.petition
import officials.models.institution
from core.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_people_and_organisations"),
        ("officials", "0001_offices_and_their_holders"),
        ("outbox", "0001_messages_and_what_comes_back"),
        ("situations", "0001_register_evidence_and_briefs"),
    ]

    operations = [
        TrigramExtension(),
        CreateModels(
            [
                migrations.CreateModel(
                    name="DataCopy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "address_key",
                            models.BinaryField(
                                max_length=32, unique=True, verbose_name="address, blind index"
                            ),
                        ),
                        (
                            "address_sealed",
                            models.BinaryField(null=True, verbose_name="address, sealed"),
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
                                default="en",
                                max_length=10,
                                verbose_name="language of the page",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        ("made_at", models.DateTimeField(null=True, verbose_name="made")),
                        (
                            "box",
                            models.BinaryField(null=True, verbose_name="copy, sealed for the link"),
                        ),
                    ],
                    options={
                        "verbose_name": "copy of a person's data",
                        "verbose_name_plural": "copies of people's data",
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="OwnPageRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "address_key",
                            models.BinaryField(max_length=32, verbose_name="address, blind index"),
                        ),
                        ("address_sealed", models.BinaryField(verbose_name="address, sealed")),
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
                                default="en",
                                max_length=10,
                                verbose_name="language of the page",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                    ],
                    options={
                        "verbose_name": "request for the own page",
                        "verbose_name_plural": "requests for the own page",
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="SpentProof",
                    fields=[
                        (
                            "digest",
                            models.BinaryField(
                                max_length=32,
                                primary_key=True,
                                serialize=False,
                                verbose_name="hash of the challenge",
                            ),
                        ),
                        ("expires_at", models.DateTimeField(verbose_name="worth nothing after")),
                    ],
                    options={
                        "verbose_name": "spent proof of work",
                        "verbose_name_plural": "spent proofs of work",
                    },
                ),
                migrations.CreateModel(
                    name="OfficeBlock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                help_text="None: the whole domain.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.contact",
                                verbose_name="contact",
                            ),
                        ),
                        ("domain", models.CharField(max_length=253, verbose_name="domain")),
                        (
                            "words",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="in their words"
                            ),
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
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "settled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided"),
                        ),
                    ],
                    options={
                        "verbose_name": "office that refuses our mail",
                        "verbose_name_plural": "offices that refuse our mail",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("onward", "mail"), _negated=True),
                                fields=("domain", "contact"),
                                name="campaigns_office_block_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("onward__in", ["waits", "mail", "digest", "paper"])
                                ),
                                name="campaigns_office_block_onward",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("onward", "waits"), ("settled_by", None)),
                                    models.Q(
                                        models.Q(("onward", "waits"), _negated=True),
                                        ("settled_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_office_block_decided_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Stance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.post",
                                verbose_name="post",
                            ),
                        ),
                        (
                            "position",
                            models.CharField(
                                choices=[
                                    ("supportive", "supportive"),
                                    ("wavering", "wavering"),
                                    ("opposed", "opposed"),
                                    ("unknown", "not known"),
                                ],
                                max_length=10,
                                verbose_name="where it stands",
                            ),
                        ),
                        ("noted_on", models.DateField(verbose_name="as of")),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what it rests on"
                            ),
                        ),
                        (
                            "source_url",
                            models.URLField(blank=True, max_length=300, verbose_name="source"),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="noted by",
                            ),
                        ),
                        ("noted_at", models.DateTimeField(verbose_name="noted")),
                    ],
                    options={
                        "verbose_name": "stance",
                        "verbose_name_plural": "stances",
                        "ordering": ("-noted_on", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "position__in",
                                        ["supportive", "wavering", "opposed", "unknown"],
                                    )
                                ),
                                name="campaigns_stance_position",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("note", ""), ("source_url", ""), _negated=True),
                                name="campaigns_stance_rests_on_something",
                                violation_error_message="Say what it rests on, or give a source.",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                fields=["organisation", "situation", "post", "-noted_on"],
                                name="campaigns_stance_latest",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Campaign",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "report",
                            models.TextField(
                                blank=True,
                                help_text="What was reached, what was not, and what follows. Markdown.",
                                verbose_name="report to supporters",
                            ),
                        ),
                        (
                            "report_author",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="report written by",
                            ),
                        ),
                        (
                            "report_due_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="report due on"
                            ),
                        ),
                        (
                            "report_reminded_on",
                            models.DateField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="last reminded of the report on",
                            ),
                        ),
                        (
                            "report_published_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="report published",
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
                                default="en",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "languages",
                            models.JSONField(
                                blank=True,
                                default=list,
                                editable=False,
                                verbose_name="languages that it was translated to",
                            ),
                        ),
                        (
                            "story_withdrawn_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="story taken back",
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                blank=True,
                                editable=False,
                                max_length=100,
                                null=True,
                                unique=True,
                                verbose_name="slug",
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=16,
                                null=True,
                                unique=True,
                                verbose_name="reference",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="campaigns",
                                to="accounts.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="campaigns",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        ("title", models.CharField(max_length=140, verbose_name="title")),
                        (
                            "ask",
                            models.CharField(
                                help_text="One sentence: who should do what, so that one can tell whether it was done.",
                                max_length=300,
                                verbose_name="ask",
                            ),
                        ),
                        (
                            "rung",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "structural prevention"),
                                    (1, "mediation and diplomacy"),
                                    (2, "political pressure"),
                                    (3, "legal measures"),
                                    (4, "economic measures"),
                                    (5, "civilian deployment"),
                                    (6, "military protection with consent"),
                                    (7, "military action without consent"),
                                ],
                                default=2,
                                verbose_name="rung of what is asked",
                            ),
                        ),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    ("prevent", "Prevent"),
                                    ("react", "React"),
                                    ("rebuild", "Rebuild"),
                                ],
                                default="prevent",
                                max_length=8,
                                verbose_name="phase",
                            ),
                        ),
                        (
                            "story_title",
                            models.CharField(
                                blank=True, max_length=140, verbose_name="title of the story"
                            ),
                        ),
                        (
                            "story",
                            models.TextField(
                                blank=True,
                                help_text="One person, or one community, who speaks and acts. No totals of victims.",
                                verbose_name="story",
                            ),
                        ),
                        (
                            "consent_note",
                            models.TextField(
                                blank=True,
                                help_text="Who agreed that the story is told in a public campaign, when, and how to reach them through you. Never shown in public: no names that must stay unknown.",
                                verbose_name="consent",
                            ),
                        ),
                        (
                            "share_text",
                            models.CharField(
                                blank=True,
                                help_text="Stands on the card that others see when the page is shared.",
                                max_length=200,
                                verbose_name="text for sharing",
                            ),
                        ),
                        (
                            "facts",
                            models.TextField(
                                blank=True,
                                help_text="Figures with range, date and source. Below the form.",
                                verbose_name="facts",
                            ),
                        ),
                        (
                            "partner",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="partner from the region"
                            ),
                        ),
                        (
                            "partner_country",
                            models.CharField(
                                blank=True, max_length=2, verbose_name="country of the partner"
                            ),
                        ),
                        (
                            "partner_reason",
                            models.TextField(
                                blank=True, verbose_name="why there is no partner from the region"
                            ),
                        ),
                        (
                            "at_risk",
                            models.BooleanField(
                                default=False,
                                help_text="Being seen to sign could put people in danger.",
                                verbose_name="at-risk mode",
                            ),
                        ),
                        ("opens", models.DateField(blank=True, null=True, verbose_name="opens on")),
                        (
                            "closes",
                            models.DateField(blank=True, null=True, verbose_name="last day"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("review", "in review"),
                                    ("approved", "approved"),
                                    ("live", "live"),
                                    ("paused", "paused"),
                                    ("closed", "closed"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=8,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "notice",
                            models.CharField(
                                blank=True,
                                help_text="What people read while it is paused, or once it is closed.",
                                max_length=300,
                                verbose_name="notice",
                            ),
                        ),
                        (
                            "return_reason",
                            models.TextField(
                                blank=True, editable=False, verbose_name="why it was returned"
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                        (
                            "steps_done",
                            models.JSONField(
                                blank=True,
                                default=list,
                                editable=False,
                                verbose_name="steps gone through",
                            ),
                        ),
                        (
                            "cloned_from",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="campaigns.campaign",
                                verbose_name="made from",
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        (
                            "scheduled_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="to be launched on its first day, as wanted by",
                            ),
                        ),
                        ("drafted_at", models.DateTimeField(verbose_name="drafted")),
                        (
                            "approved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="approved"),
                        ),
                        (
                            "launched_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="launched"),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="closed"),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Everybody who wrote in it. None of them can approve it.",
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="writers",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "campaign",
                        "verbose_name_plural": "campaigns",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["draft", "review", "approved", "live", "paused", "closed"],
                                    )
                                ),
                                name="campaigns_campaign_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("phase__in", ["prevent", "react", "rebuild"]),
                                    ("rung__in", [0, 1, 2, 3, 4, 5, 6, 7]),
                                ),
                                name="campaigns_campaign_rung_and_phase",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approver", None),
                                    models.Q(("approver", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_campaign_two_people",
                                violation_error_message="Who approves a campaign is never its author.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at", None),
                                        ("approver", None),
                                        ("status__in", ("draft", "review")),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("status__in", ("draft", "review")), _negated=True
                                        ),
                                        ("approved_at__isnull", False),
                                        ("approver__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_campaign_approved_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("launched_at", None),
                                        ("reference", None),
                                        ("slug", None),
                                        ("status__in", ("draft", "review", "approved")),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("status__in", ("draft", "review", "approved")),
                                            _negated=True,
                                        ),
                                        ("launched_at__isnull", False),
                                        ("reference__isnull", False),
                                        ("slug__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_campaign_launched_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opens", None),
                                    ("closes", None),
                                    ("closes__gte", models.F("opens")),
                                    _connector="OR",
                                ),
                                name="campaigns_campaign_closes_after_it_opens",
                                violation_error_message="The last day cannot come before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("scheduled_by", None),
                                    models.Q(("opens__isnull", False), ("status", "approved")),
                                    _connector="OR",
                                ),
                                name="campaigns_campaign_scheduled_for_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("report_due_on", None), ("report_published_at", None)
                                    ),
                                    models.Q(
                                        ("report_due_on__isnull", False), ("status", "closed")
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_campaign_closed_owes_a_report",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Addressee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asked_by",
                                to="officials.post",
                                verbose_name="post",
                            ),
                        ),
                        (
                            "place",
                            models.PositiveSmallIntegerField(default=0, verbose_name="place"),
                        ),
                    ],
                    options={
                        "verbose_name": "addressee",
                        "verbose_name_plural": "addressees",
                        "ordering": ("place", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "post"), name="campaigns_addressee_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AskOutcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="officials.post",
                                verbose_name="office",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("acted", "did what was asked"),
                                    ("committed", "promised it"),
                                    ("deflected", "evaded it"),
                                    ("refused", "refused it"),
                                    ("silent", "silent"),
                                ],
                                max_length=9,
                                verbose_name="what it did",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="on")),
                        (
                            "evidence",
                            models.TextField(
                                help_text="What was done or said, and where.",
                                verbose_name="evidence",
                            ),
                        ),
                        (
                            "source_url",
                            models.URLField(blank=True, max_length=300, verbose_name="source"),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="noted by",
                            ),
                        ),
                        ("noted_at", models.DateTimeField(verbose_name="noted")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="checked by",
                            ),
                        ),
                        (
                            "checked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="checked"),
                        ),
                    ],
                    options={
                        "verbose_name": "outcome of an ask",
                        "verbose_name_plural": "outcomes of asks",
                        "ordering": ("-on", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_by", None),
                                    models.Q(("checked_by", models.F("noted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_outcome_two_people",
                                violation_error_message="Who checks an outcome is never who noted it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("checked_at", None), ("checked_by", None)),
                                    models.Q(
                                        ("checked_at__isnull", False), ("checked_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_outcome_checked_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "result__in",
                                        ["acted", "committed", "deflected", "refused", "silent"],
                                    )
                                ),
                                name="campaigns_outcome_result",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Approval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="approved")),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="approvals",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "approval of a campaign",
                        "verbose_name_plural": "approvals of campaigns",
                        "ordering": ("at", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "approver"), name="campaigns_approval_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CampaignText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="campaigns.campaign",
                                verbose_name="campaign",
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
                        (
                            "title",
                            models.CharField(blank=True, max_length=140, verbose_name="title"),
                        ),
                        ("ask", models.CharField(blank=True, max_length=300, verbose_name="ask")),
                        (
                            "story_title",
                            models.CharField(
                                blank=True, max_length=140, verbose_name="title of the story"
                            ),
                        ),
                        ("story", models.TextField(blank=True, verbose_name="story")),
                        ("facts", models.TextField(blank=True, verbose_name="facts")),
                        (
                            "petition_text",
                            models.TextField(blank=True, verbose_name="text of the petition"),
                        ),
                        (
                            "share_text",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="text for sharing"
                            ),
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
                        (
                            "approver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="begun")),
                        (
                            "public_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="public since"
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="writers",
                            ),
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "review", "public"])),
                                name="campaigns_text_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("public_at__isnull", False),
                                        ("status", "public"),
                                        ("version__gt", 0),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "public"), _negated=True),
                                    ("version", 1),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_text_changed_for_a_reason",
                            ),
                            models.UniqueConstraint(
                                fields=("campaign", "language", "version"),
                                name="campaigns_text_version_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "public"), _negated=True),
                                fields=("campaign", "language"),
                                name="campaigns_text_one_being_written",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Communication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="communications",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="communications",
                                to="officials.post",
                                verbose_name="office",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("brief", "brief"), ("reminder", "reminder")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "brief",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="communications",
                                to="situations.brief",
                                verbose_name="brief",
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(blank=True, max_length=64, verbose_name="SHA-256"),
                        ),
                        ("subject", models.CharField(max_length=160, verbose_name="subject")),
                        ("text", models.TextField(verbose_name="text")),
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
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "waits for a second person"),
                                    ("queued", "on its way"),
                                    ("sent", "sent"),
                                    ("uncertain", "uncertain"),
                                    ("failed", "failed"),
                                    ("cancelled", "called off"),
                                ],
                                default="draft",
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "sender",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="sent by",
                            ),
                        ),
                        (
                            "tenure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.tenure",
                                verbose_name="holder when it left",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.contact",
                                verbose_name="contact when it left",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="outbox.message",
                                verbose_name="message",
                            ),
                        ),
                        ("drafted_at", models.DateTimeField(verbose_name="drafted")),
                        (
                            "queued_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="dispatched"),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="sent or failed"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "communication",
                        "verbose_name_plural": "communications",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["brief", "reminder"]),
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "queued",
                                            "sent",
                                            "uncertain",
                                            "failed",
                                            "cancelled",
                                        ],
                                    ),
                                ),
                                name="campaigns_communication_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("brief", None), ("kind", "reminder"), ("sha256", "")),
                                    models.Q(
                                        ("brief__isnull", False),
                                        ("kind", "brief"),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_communication_of_a_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sender", None),
                                    models.Q(("sender", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_communication_two_people",
                                violation_error_message="Who sends it is never who wrote it.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("brief__isnull", False),
                                    models.Q(("state__in", ("failed", "cancelled")), _negated=True),
                                ),
                                fields=("brief", "post"),
                                name="campaigns_communication_brief_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letter_action",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(max_length=160, verbose_name="subject of the letters"),
                        ),
                        (
                            "opening",
                            models.TextField(
                                blank=True,
                                help_text="What to say in one's own words, and what helps. Stands beside the form.",
                                verbose_name="advice for writing",
                            ),
                        ),
                        (
                            "prompts",
                            models.TextField(
                                blank=True,
                                help_text="One on each line. Questions lead to one's own words, paragraphs to copies.",
                                verbose_name="questions to start from",
                            ),
                        ),
                        (
                            "statement",
                            models.TextField(
                                help_text="The organisation's text, which stands in every letter after the own words.",
                                verbose_name="statement",
                            ),
                        ),
                        (
                            "do_not_name",
                            models.JSONField(
                                blank=True,
                                default=list,
                                editable=False,
                                help_text="Keyed hashes: nobody can read the names here.",
                                verbose_name="names that no letter may hold",
                            ),
                        ),
                        (
                            "offers_sending",
                            models.BooleanField(default=True, verbose_name="we send it"),
                        ),
                        (
                            "offers_own_mail",
                            models.BooleanField(
                                default=False,
                                help_text="The preview then shows the office's address.",
                                verbose_name="people send it from their own mailbox",
                            ),
                        ),
                        (
                            "offers_paper",
                            models.BooleanField(default=True, verbose_name="people print it"),
                        ),
                        (
                            "to_person",
                            models.BooleanField(
                                default=False,
                                help_text="If somebody else takes the office, letters wait and their writers are asked.",
                                verbose_name="written to the person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "letter action",
                        "verbose_name_plural": "letter actions",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("offers_sending", True),
                                    ("offers_own_mail", True),
                                    ("offers_paper", True),
                                    _connector="OR",
                                ),
                                name="campaigns_letter_action_offers_a_way",
                                violation_error_message="Offer at least one way to send the letter.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficeWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                                verbose_name="public id",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="officials.post",
                                verbose_name="office",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="officials.contact",
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("answer", "We answer the campaign"),
                                    ("correction", "Something about our office is wrong here"),
                                    (
                                        "digest",
                                        "Send us one summary a week instead of single letters",
                                    ),
                                    ("refusal", "Do not write to this address"),
                                ],
                                max_length=10,
                                verbose_name="what for",
                            ),
                        ),
                        (
                            "text_sealed",
                            models.BinaryField(null=True, verbose_name="text, sealed for the link"),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="written")),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="confirmed"),
                        ),
                    ],
                    options={
                        "verbose_name": "word of an office",
                        "verbose_name_plural": "words of offices",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["answer", "correction", "digest", "refusal"])
                                ),
                                name="campaigns_officeword_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Petition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="petition",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                help_text="What people put their names to.", verbose_name="text"
                            ),
                        ),
                        (
                            "text_version",
                            models.PositiveSmallIntegerField(
                                default=1, editable=False, verbose_name="version of the text"
                            ),
                        ),
                        (
                            "asks_region",
                            models.BooleanField(
                                default=False,
                                help_text="Signers may name their region or city. It is sealed with the name.",
                                verbose_name="asks for the region",
                            ),
                        ),
                        ("goal", models.PositiveIntegerField(default=1000, verbose_name="goal")),
                        (
                            "signature_total",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="signatures"
                            ),
                        ),
                        (
                            "counted_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="last counted"
                            ),
                        ),
                        (
                            "proof_since",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="proof of work asked for since",
                            ),
                        ),
                        (
                            "index_key",
                            models.BinaryField(
                                default=campaigns.models.petition.new_index_key,
                                max_length=32,
                                null=True,
                                verbose_name="key of the blind index",
                            ),
                        ),
                        (
                            "names_gone_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="names erased"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "petition",
                        "verbose_name_plural": "petitions",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("goal__gt", 0)), name="campaigns_petition_goal"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("index_key", None), ("names_gone_at__isnull", False)),
                                    models.Q(("index_key__isnull", False), ("names_gone_at", None)),
                                    _connector="OR",
                                ),
                                name="campaigns_petition_key_goes_with_the_names",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SafetyReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="safety_reviews",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reviewed by",
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
                        (
                            "void_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="void since"),
                        ),
                    ],
                    options={
                        "verbose_name": "safety review",
                        "verbose_name_plural": "safety reviews",
                        "ordering": ("-at", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("void_at", None)),
                                fields=("campaign",),
                                name="campaigns_safety_review_one_stands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("consent_in_hand", True),
                                    models.Q(("harm", ""), _negated=True),
                                    models.Q(("precautions", ""), _negated=True),
                                ),
                                name="campaigns_safety_review_answered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignOn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sign_ons",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                max_length=160, verbose_name="name of the organisation"
                            ),
                        ),
                        ("country", models.CharField(max_length=2, verbose_name="country")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "contact_sealed",
                            models.BinaryField(
                                null=True, verbose_name="contact person's address, sealed"
                            ),
                        ),
                        (
                            "contact_key",
                            models.BinaryField(
                                max_length=32,
                                null=True,
                                verbose_name="contact person's address, blind index",
                            ),
                        ),
                        (
                            "own_domain",
                            models.BooleanField(
                                default=False, verbose_name="address at its own website"
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
                                default="en",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "trapped",
                            models.BooleanField(
                                default=False, verbose_name="filled in by a program"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "not confirmed"),
                                    ("waiting", "to be checked"),
                                    ("accepted", "accepted"),
                                    ("refused", "refused"),
                                ],
                                default="pending",
                                editable=False,
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason"),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="sent")),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="confirmed"),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "told_of",
                            models.CharField(
                                blank=True,
                                default="",
                                editable=False,
                                max_length=8,
                                verbose_name="told of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "organisation that signs",
                        "verbose_name_plural": "organisations that sign",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["pending", "waiting", "accepted", "refused"])
                                ),
                                name="campaigns_signon_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at", None), ("state", "pending")),
                                    models.Q(
                                        models.Q(("state", "pending"), _negated=True),
                                        ("confirmed_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_signon_confirmed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("state__in", ("accepted", "refused")),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ("accepted", "refused")), _negated=True
                                        ),
                                        ("decided_at", None),
                                        ("decided_by", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_signon_decided_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_signon_refused_says_why",
                            ),
                            models.UniqueConstraint(
                                models.F("campaign"),
                                django.db.models.functions.text.Lower("name"),
                                condition=models.Q(("state", "accepted")),
                                name="campaigns_signon_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Update",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="updates",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("news", "news"), ("report", "report to supporters")],
                                default="news",
                                max_length=6,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(
                                blank=True, editable=False, null=True, verbose_name="number"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("review", "in review"),
                                    ("published", "published"),
                                    ("withdrawn", "taken back"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=9,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reviewed by",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason"),
                        ),
                        ("drafted_at", models.DateTimeField(verbose_name="drafted")),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="published"),
                        ),
                        (
                            "reached",
                            models.BigIntegerField(
                                default=0, editable=False, verbose_name="reached"
                            ),
                        ),
                        (
                            "told",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="people told"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="all told"
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="writers",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "update",
                        "verbose_name_plural": "updates",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["news", "report"]),
                                    ("status__in", ["draft", "review", "published", "withdrawn"]),
                                ),
                                name="campaigns_update_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewer", None),
                                    models.Q(("reviewer", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_update_two_people",
                                violation_error_message="Who reviews an update is never its author.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("number__isnull", False),
                                        ("published_at__isnull", False),
                                        ("reviewer__isnull", False),
                                        ("status__in", ("published", "withdrawn")),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("status__in", ("published", "withdrawn")),
                                            _negated=True,
                                        ),
                                        ("number", None),
                                        ("published_at", None),
                                        ("reviewer", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_update_published_is_whole",
                            ),
                            models.UniqueConstraint(
                                fields=("campaign", "number"), name="campaigns_update_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "report")),
                                fields=("campaign",),
                                name="campaigns_update_one_report",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status", "published"), ("told_at", None)),
                                fields=["id"],
                                name="campaigns_update_untold",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        (
                            "sealed",
                            models.BinaryField(null=True, verbose_name="name and address, sealed"),
                        ),
                        (
                            "email_key",
                            models.BinaryField(
                                max_length=32, null=True, verbose_name="address, blind index"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "not confirmed"),
                                    ("confirmed", "confirmed"),
                                    ("held", "held for review"),
                                    ("removed", "taken out"),
                                ],
                                default="pending",
                                editable=False,
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "trapped",
                            models.BooleanField(
                                default=False,
                                help_text="Something was written into the field that people do not see.",
                                verbose_name="filled in by a program",
                            ),
                        ),
                        (
                            "hold",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("trapped", "filled in by a program"),
                                    ("proof", "without the calculation asked for"),
                                    ("network", "many from one network"),
                                    ("block", "many from neighbouring networks"),
                                    ("domain", "many mailboxes of one domain"),
                                    ("country", "more from a country than is plausible"),
                                    ("staff", "set aside by staff"),
                                ],
                                db_default="",
                                default="",
                                max_length=8,
                                verbose_name="why it is held",
                            ),
                        ),
                        (
                            "reminded",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                editable=False,
                                verbose_name="reminded",
                            ),
                        ),
                        ("country", models.CharField(max_length=2, verbose_name="country")),
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
                                default="en",
                                max_length=10,
                                verbose_name="language of the page",
                            ),
                        ),
                        (
                            "text_version",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="version of the text"
                            ),
                        ),
                        (
                            "display",
                            models.CharField(
                                choices=[
                                    ("full", "my full name"),
                                    ("initial", "my first name and initial"),
                                    ("country", "my country only"),
                                    ("hidden", "nothing about me"),
                                ],
                                default="hidden",
                                max_length=7,
                                verbose_name="shown in public",
                            ),
                        ),
                        (
                            "wants_updates",
                            models.BooleanField(default=False, verbose_name="wants updates"),
                        ),
                        (
                            "name_handed_over",
                            models.BooleanField(
                                default=False, verbose_name="name may be handed over"
                            ),
                        ),
                        ("created_at", models.DateTimeField(null=True, verbose_name="signed")),
                        ("confirmed_on", models.DateField(null=True, verbose_name="confirmed on")),
                        (
                            "uncounted_hour",
                            models.DateTimeField(null=True, verbose_name="hour, until counted"),
                        ),
                    ],
                    options={
                        "verbose_name": "signature",
                        "verbose_name_plural": "signatures",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("trapped", False)),
                                fields=("petition", "email_key"),
                                name="campaigns_signature_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["pending", "confirmed", "held", "removed"])
                                ),
                                name="campaigns_signature_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("display__in", ["full", "initial", "country", "hidden"])
                                ),
                                name="campaigns_signature_display",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_on__isnull", False),
                                        ("created_at", None),
                                        ("state", "confirmed"),
                                    ),
                                    models.Q(
                                        ("confirmed_on", None),
                                        ("created_at__isnull", False),
                                        ("state", "pending"),
                                        ("uncounted_hour", None),
                                    ),
                                    models.Q(
                                        ("created_at__isnull", False),
                                        ("state", "held"),
                                        ("uncounted_hour", None),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("created_at__isnull", False),
                                            ("confirmed_on__isnull", False),
                                            _connector="OR",
                                        ),
                                        ("state", "removed"),
                                        ("uncounted_hour", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_signature_confirmed_on_a_day",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("uncounted_hour__isnull", False)),
                                fields=["id"],
                                name="campaigns_signature_uncounted",
                            ),
                            models.Index(
                                condition=models.Q(("created_at__isnull", False)),
                                fields=["created_at"],
                                name="campaigns_signature_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("trapped", True)),
                                fields=["petition", "email_key"],
                                name="campaigns_signature_trapped",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state", "confirmed"),
                                    models.Q(("display", "hidden"), _negated=True),
                                ),
                                fields=["petition", "-id"],
                                name="campaigns_signature_shown",
                            ),
                            models.Index(
                                condition=models.Q(("state", "confirmed"), ("wants_updates", True)),
                                fields=["petition", "id"],
                                name="campaigns_signature_updates",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseFacts",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "letter_action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="case_facts",
                                to="campaigns.letteraction",
                                verbose_name="letter action",
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
                        (
                            "approver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="begun")),
                        (
                            "public_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="public since"
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="writers",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "case facts",
                        "verbose_name_plural": "case facts",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("letter_action", "version"),
                                name="campaigns_case_facts_version",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "public"), _negated=True),
                                fields=("letter_action",),
                                name="campaigns_case_facts_one_written",
                            ),
                            models.CheckConstraint(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(editable=False, verbose_name="number"),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="officials.post",
                                verbose_name="office",
                            ),
                        ),
                        (
                            "redaction",
                            models.CharField(
                                choices=[
                                    ("counts", "numbers only, by country"),
                                    ("initials", "initials and country of those who agreed"),
                                    ("full", "names of those who agreed"),
                                ],
                                default="counts",
                                max_length=8,
                                verbose_name="what the list says",
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
                                default="en",
                                max_length=10,
                                verbose_name="language of the list",
                            ),
                        ),
                        (
                            "with_volumes",
                            models.BooleanField(default=True, verbose_name="with volumes to print"),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="why")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("drafted", "draft"),
                                    ("requested", "waits for approval"),
                                    ("approved", "approved"),
                                    ("making", "being made"),
                                    ("ready", "ready to hand over"),
                                    ("handed_over", "handed over"),
                                    ("acknowledged", "acknowledged"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="drafted",
                                editable=False,
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked for by",
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        (
                            "approval_reason",
                            models.TextField(blank=True, verbose_name="why it was approved"),
                        ),
                        (
                            "return_reason",
                            models.TextField(blank=True, verbose_name="why it was returned"),
                        ),
                        ("drafted_at", models.DateTimeField(verbose_name="drafted")),
                        (
                            "approved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="approved"),
                        ),
                        ("cut_at", models.DateTimeField(blank=True, null=True, verbose_name="cut")),
                        (
                            "last_signature",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="last signature"
                            ),
                        ),
                        (
                            "expected",
                            models.PositiveIntegerField(
                                default=0, verbose_name="signatures expected"
                            ),
                        ),
                        ("progress", models.JSONField(default=dict, verbose_name="how far it is")),
                        (
                            "problem",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="what went wrong"
                            ),
                        ),
                        (
                            "sealed_key",
                            models.BinaryField(null=True, verbose_name="key of the files, sealed"),
                        ),
                        (
                            "signatures",
                            models.PositiveIntegerField(default=0, verbose_name="signatures"),
                        ),
                        ("countries", models.JSONField(default=list, verbose_name="by country")),
                        (
                            "origin",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="where the chain begins"
                            ),
                        ),
                        (
                            "head",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="head of the chain"
                            ),
                        ),
                        (
                            "made_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="made"),
                        ),
                        (
                            "erased_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="files erased"
                            ),
                        ),
                        (
                            "handed_over_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="noted as handed over"
                            ),
                        ),
                        (
                            "handed_over_on",
                            models.DateField(blank=True, null=True, verbose_name="handed over on"),
                        ),
                        (
                            "handed_over_by",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="handed over by"
                            ),
                        ),
                        (
                            "taken_by",
                            models.CharField(blank=True, max_length=160, verbose_name="taken by"),
                        ),
                        (
                            "manner",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("in_person", "in person"),
                                    ("post", "by post"),
                                    ("email", "by email"),
                                ],
                                max_length=9,
                                verbose_name="how",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "acknowledged_on",
                            models.DateField(blank=True, null=True, verbose_name="acknowledged on"),
                        ),
                        (
                            "acknowledgement",
                            models.TextField(blank=True, verbose_name="acknowledgement"),
                        ),
                    ],
                    options={
                        "verbose_name": "delivery",
                        "verbose_name_plural": "deliveries",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("petition", "number"), name="campaigns_delivery_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("redaction__in", ["counts", "initials", "full"]),
                                    (
                                        "status__in",
                                        [
                                            "drafted",
                                            "requested",
                                            "approved",
                                            "making",
                                            "ready",
                                            "handed_over",
                                            "acknowledged",
                                            "cancelled",
                                        ],
                                    ),
                                    models.Q(
                                        ("manner", ""),
                                        ("manner__in", ["in_person", "post", "email"]),
                                        _connector="OR",
                                    ),
                                ),
                                name="campaigns_delivery_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approver", None),
                                    models.Q(("approver", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_delivery_two_people",
                                violation_error_message="Who approves a delivery is never who asked for it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ("drafted", "requested", "cancelled")),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approver__isnull", False),
                                        ("cut_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_delivery_approved_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ("ready", "handed_over", "acknowledged")),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        models.Q(("head", ""), _negated=True),
                                        ("made_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_delivery_made_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ("handed_over", "acknowledged")),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("handed_over_at__isnull", False),
                                        ("handed_over_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_delivery_handed_over_on_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "letter_action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
                                to="campaigns.letteraction",
                                verbose_name="letter action",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
                                to="officials.post",
                                verbose_name="post",
                            ),
                        ),
                        (
                            "tenure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.tenure",
                                verbose_name="holder",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="letters in it")),
                        (
                            "digest",
                            models.CharField(max_length=64, verbose_name="SHA-256 of the bundle"),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="printed")),
                        (
                            "handed_on",
                            models.DateField(blank=True, null=True, verbose_name="handed over on"),
                        ),
                        (
                            "received_by",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="received by"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hand-over of letters",
                        "verbose_name_plural": "hand-overs of letters",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("handed_on", None), ("received_by", "")),
                                    models.Q(
                                        ("handed_on__isnull", False),
                                        models.Q(("received_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_hand_over_has_a_receipt",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterDigest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                        (
                            "letter_action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="digests",
                                to="campaigns.letteraction",
                                verbose_name="letter action",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter_digests",
                                to="officials.post",
                                verbose_name="post",
                            ),
                        ),
                        (
                            "tenure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.tenure",
                                verbose_name="holder",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.contact",
                                verbose_name="contact",
                            ),
                        ),
                        ("period_from", models.DateField(verbose_name="first day")),
                        ("period_to", models.DateField(verbose_name="last day")),
                        ("number", models.PositiveIntegerField(verbose_name="letters in it")),
                        (
                            "countries",
                            models.JSONField(default=dict, verbose_name="letters by country"),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="outbox.message",
                                verbose_name="message",
                            ),
                        ),
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
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="sent or failed"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "digest of letters",
                        "verbose_name_plural": "digests of letters",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number__gte", 1), ("period_to__gte", models.F("period_from"))
                                ),
                                name="campaigns_letter_digest_of_something",
                            )
                        ],
                        "indexes": [
                            models.Index(
                                fields=["letter_action", "post", "made_at"],
                                name="campaigns_letter_digest_last",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterShingle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "letter_action",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="campaigns.letteraction",
                            ),
                        ),
                        ("shingle", models.BigIntegerField()),
                        ("letters", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "shingle",
                        "verbose_name_plural": "shingles",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("letter_action", "shingle"),
                                name="campaigns_letter_shingle_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterVariant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "letter_action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="variants",
                                to="campaigns.letteraction",
                                verbose_name="letter action",
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
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("letter_action", "name", "language"),
                                name="campaigns_letter_variant_once",
                                violation_error_message="There is a variant of this name in this language.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gte", 1)),
                                name="campaigns_letter_variant_weight",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="papers",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(verbose_name="number of signatures"),
                        ),
                        ("country", models.CharField(max_length=2, verbose_name="country")),
                        ("place", models.CharField(max_length=160, verbose_name="place")),
                        ("collected_on", models.DateField(verbose_name="collected on")),
                        (
                            "holder",
                            models.CharField(max_length=160, verbose_name="who holds the sheets"),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="corrections",
                                to="campaigns.paper",
                                verbose_name="corrects",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("recorded", "to be verified"),
                                    ("verified", "verified"),
                                    ("refused", "not verified"),
                                ],
                                default="recorded",
                                editable=False,
                                max_length=8,
                                verbose_name="status",
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
                        ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="looked at by",
                            ),
                        ),
                        (
                            "verified_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="looked at"),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason"),
                        ),
                    ],
                    options={
                        "verbose_name": "signatures on paper",
                        "verbose_name_plural": "signatures on paper",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["recorded", "verified", "refused"])
                                ),
                                name="campaigns_paper_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verified_by", None),
                                    models.Q(
                                        ("verified_by", models.F("recorded_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_paper_two_people",
                                violation_error_message="Who verifies signatures on paper never recorded them.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status", "recorded"),
                                        ("verified_at", None),
                                        ("verified_by", None),
                                    ),
                                    models.Q(
                                        models.Q(("status", "recorded"), _negated=True),
                                        ("verified_at__isnull", False),
                                        ("verified_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_paper_looked_at_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number__gt", 0), ("corrects__isnull", False), _connector="OR"
                                ),
                                name="campaigns_paper_none_is_a_correction",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "verified")),
                                fields=("corrects",),
                                name="campaigns_paper_corrected_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lapse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lapses",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pending", "never confirmed"),
                                    ("held", "held until it was deleted"),
                                    ("removed", "removed, and deleted since"),
                                    ("bounced", "the mail that asked to confirm never arrived"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("signatures", models.PositiveIntegerField(verbose_name="signatures")),
                    ],
                    options={
                        "verbose_name": "lapsed signatures",
                        "verbose_name_plural": "lapsed signatures",
                        "ordering": ("-day",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("petition", "day", "kind"), name="campaigns_lapse_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["pending", "held", "removed", "bounced"])
                                ),
                                name="campaigns_lapse_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalReached",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="goals_reached",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        ("goal", models.PositiveIntegerField(verbose_name="goal")),
                        ("reached_at", models.DateTimeField(verbose_name="reached")),
                    ],
                    options={
                        "verbose_name": "goal reached",
                        "verbose_name_plural": "goals reached",
                        "ordering": ("goal",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("petition", "goal"), name="campaigns_goal_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ArrivalCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="arrival_counts",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        (
                            "place_key",
                            models.BinaryField(
                                max_length=16, verbose_name="network, block or domain, keyed hash"
                            ),
                        ),
                        ("hour", models.DateTimeField(verbose_name="hour")),
                        ("number", models.PositiveIntegerField(verbose_name="posts")),
                    ],
                    options={
                        "verbose_name": "number of arrivals",
                        "verbose_name_plural": "numbers of arrivals",
                        "ordering": ("-hour",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("place_key", "petition", "hour"),
                                name="campaigns_arrivalcount_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alarm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="alarms",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("network", "many from one network within minutes"),
                                    ("block", "many from neighbouring networks within minutes"),
                                    ("domain", "many mailboxes of one domain within minutes"),
                                    ("share", "one network has a large share of a day"),
                                    ("people", "more from a country than is plausible"),
                                    ("jump", "far more in an hour than before"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(blank=True, max_length=16, verbose_name="about"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("seen", "somebody looks into it"),
                                    ("closed", "closed"),
                                ],
                                default="open",
                                editable=False,
                                max_length=6,
                                verbose_name="status",
                            ),
                        ),
                        ("raised_at", models.DateTimeField(verbose_name="raised")),
                        ("hour", models.DateTimeField(verbose_name="hour")),
                        ("seen", models.PositiveIntegerField(verbose_name="counted")),
                        ("bound", models.PositiveIntegerField(verbose_name="expected at most")),
                        (
                            "held",
                            models.PositiveIntegerField(
                                default=0, verbose_name="held because of it"
                            ),
                        ),
                        (
                            "asked_proof",
                            models.BooleanField(
                                default=False, verbose_name="proof of work switched on"
                            ),
                        ),
                        (
                            "mailed_at",
                            models.DateTimeField(null=True, verbose_name="staff were told"),
                        ),
                        (
                            "seen_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="looked into by",
                            ),
                        ),
                        (
                            "seen_at",
                            models.DateTimeField(null=True, verbose_name="looked into since"),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="closed by",
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="closed")),
                        (
                            "end",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("swept", "an attack: what it brought was removed or is held"),
                                    ("passed", "an attack that came to nothing"),
                                    (
                                        "genuine",
                                        "people: a broadcast, a newsletter, an office, a school",
                                    ),
                                    ("bound", "no attack: the bound is too narrow here"),
                                ],
                                max_length=8,
                                verbose_name="what it was",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="note for staff"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "alarm",
                        "verbose_name_plural": "alarms",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["network", "block", "domain", "share", "people", "jump"],
                                    ),
                                    ("status__in", ["open", "seen", "closed"]),
                                ),
                                name="campaigns_alarm_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("end__in", ["swept", "passed", "genuine", "bound"]),
                                        ("status", "closed"),
                                    ),
                                    models.Q(
                                        models.Q(("status", "closed"), _negated=True),
                                        ("closed_at", None),
                                        ("end", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_alarm_closed_with_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "closed"), _negated=True),
                                fields=("petition", "kind", "subject"),
                                name="campaigns_alarm_open_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublishedTally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="published_tallies",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        (
                            "hour",
                            models.DateTimeField(help_text="Its beginning.", verbose_name="hour"),
                        ),
                        (
                            "axis",
                            models.CharField(
                                choices=[
                                    ("total", "in all"),
                                    ("country", "by country"),
                                    ("language", "by language"),
                                ],
                                max_length=8,
                                verbose_name="counted",
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                blank=True, max_length=10, verbose_name="country or language"
                            ),
                        ),
                        (
                            "signatures",
                            models.PositiveIntegerField(verbose_name="signatures so far"),
                        ),
                    ],
                    options={
                        "verbose_name": "published tally",
                        "verbose_name_plural": "published tallies",
                        "ordering": ("hour", "axis", "key"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("petition", "axis", "hour", "key"),
                                name="campaigns_published_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("axis__in", ["total", "country", "language"])),
                                name="campaigns_published_axis",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("axis", "total"), _negated=True),
                                    ("key", ""),
                                    _connector="OR",
                                ),
                                name="campaigns_published_total",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("axis", "total"),
                                    ("signatures__gte", 10),
                                    ("key", ""),
                                    _connector="OR",
                                ),
                                name="campaigns_published_ten",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Standing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standings",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("received", models.PositiveIntegerField(verbose_name="received")),
                        ("confirmed", models.PositiveIntegerField(verbose_name="confirmed")),
                        ("waiting", models.PositiveIntegerField(verbose_name="not confirmed yet")),
                        ("held", models.PositiveIntegerField(verbose_name="under review")),
                        ("removed", models.PositiveIntegerField(verbose_name="removed")),
                        ("lapsed", models.PositiveIntegerField(verbose_name="never confirmed")),
                        (
                            "bounced",
                            models.PositiveIntegerField(verbose_name="confirmation never arrived"),
                        ),
                        (
                            "withdrawn",
                            models.PositiveIntegerField(verbose_name="withdrawn or erased"),
                        ),
                        ("recounted_at", models.DateTimeField(verbose_name="recounted")),
                        (
                            "difference",
                            models.IntegerField(
                                default=0, verbose_name="the recount changed the count by"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "account of a day",
                        "verbose_name_plural": "accounts of days",
                        "ordering": ("-day",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("petition", "day"), name="campaigns_standing_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sweep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sweeps",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        (
                            "deed",
                            models.CharField(
                                choices=[
                                    ("remove", "take signatures out of the count"),
                                    ("reject", "remove held signatures"),
                                    ("release", "release held signatures"),
                                ],
                                max_length=8,
                                verbose_name="deed",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("dropped", "given up before it ran"),
                                    ("running", "running"),
                                    ("cancelled", "stopped midway"),
                                    ("done", "done"),
                                    ("undoing", "being undone"),
                                    ("undone", "undone"),
                                ],
                                default="proposed",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("sieve", models.JSONField(default=dict, verbose_name="which signatures")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("program", "A program signed, not people."),
                                    (
                                        "one_source",
                                        "Many came from one source within a short time.",
                                    ),
                                    ("throwaway", "The mailboxes were made to be thrown away."),
                                    (
                                        "implausible",
                                        "More signed from a country than is plausible.",
                                    ),
                                    ("looked_at", "Staff looked at what was held, and decided."),
                                ],
                                max_length=12,
                                verbose_name="public reason",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="note for staff"
                            ),
                        ),
                        ("matched", models.PositiveIntegerField(verbose_name="signatures")),
                        (
                            "counted",
                            models.PositiveIntegerField(verbose_name="of them in the count"),
                        ),
                        (
                            "total_then",
                            models.PositiveIntegerField(
                                verbose_name="the count when it was proposed"
                            ),
                        ),
                        ("needs_second", models.BooleanField(verbose_name="needs a second person")),
                        ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                        (
                            "taken",
                            models.PositiveIntegerField(
                                default=0, verbose_name="taken out of the count"
                            ),
                        ),
                        (
                            "passed",
                            models.PositiveIntegerField(
                                default=0, verbose_name="left alone, since they had changed"
                            ),
                        ),
                        (
                            "restored",
                            models.PositiveIntegerField(default=0, verbose_name="brought back"),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposed by",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                        (
                            "run_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="run by",
                            ),
                        ),
                        ("begun_at", models.DateTimeField(null=True, verbose_name="begun")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="undone by",
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
                    ],
                    options={
                        "verbose_name": "sweep",
                        "verbose_name_plural": "sweeps",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("deed__in", ["remove", "reject", "release"]),
                                    (
                                        "reason__in",
                                        [
                                            "program",
                                            "one_source",
                                            "throwaway",
                                            "implausible",
                                            "looked_at",
                                        ],
                                    ),
                                    (
                                        "status__in",
                                        [
                                            "proposed",
                                            "dropped",
                                            "running",
                                            "cancelled",
                                            "done",
                                            "undoing",
                                            "undone",
                                        ],
                                    ),
                                ),
                                name="campaigns_sweep_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("needs_second", False),
                                    ("run_by", None),
                                    models.Q(("run_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_sweep_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("begun_at", None),
                                        ("run_by", None),
                                        ("status__in", ("proposed", "dropped")),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("status__in", ("proposed", "dropped")), _negated=True
                                        ),
                                        ("begun_at__isnull", False),
                                        ("run_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_sweep_begun_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Switch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("signing", "signing is paused"),
                                    ("lists", "lists and maps are hidden"),
                                ],
                                max_length=7,
                                verbose_name="what",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                blank=True,
                                help_text="Signing alone can be paused for one petition. Leave empty for all.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="switches",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        (
                            "message",
                            models.CharField(
                                blank=True,
                                help_text="Shown in place of the form, in the language you write it in.",
                                max_length=300,
                                verbose_name="what people read",
                            ),
                        ),
                        ("switched_at", models.DateTimeField(verbose_name="since")),
                    ],
                    options={
                        "verbose_name": "switch",
                        "verbose_name_plural": "switches",
                        "ordering": ("-switched_at",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "petition"),
                                name="campaigns_switch_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["signing", "lists"])),
                                name="campaigns_switch_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("petition", None), ("kind", "signing"), _connector="OR"
                                ),
                                name="campaigns_switch_of_petition",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tallies",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        ("hour", models.DateTimeField(verbose_name="hour")),
                        ("country", models.CharField(max_length=2, verbose_name="country")),
                        ("language", models.CharField(max_length=10, verbose_name="language")),
                        ("signatures", models.PositiveIntegerField(verbose_name="signatures")),
                    ],
                    options={
                        "verbose_name": "tally",
                        "verbose_name_plural": "tallies",
                        "ordering": ("-hour", "country"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("petition", "hour", "country", "language"),
                                name="campaigns_tally_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TallyChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tally_changes",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        ("hour", models.DateTimeField(verbose_name="hour of confirming")),
                        ("country", models.CharField(max_length=2, verbose_name="country")),
                        ("language", models.CharField(max_length=10, verbose_name="language")),
                        ("change", models.IntegerField(verbose_name="change")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("withdrawn", "withdrawn by its signer"),
                                    ("erased", "erased at its signer's wish"),
                                    ("bounced", "the address does not exist"),
                                    ("sweep", "taken out by a sweep"),
                                    ("review", "taken out by a review"),
                                ],
                                max_length=9,
                                verbose_name="reason",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="done in the hour")),
                        (
                            "waits",
                            models.BooleanField(default=True, verbose_name="not counted yet"),
                        ),
                    ],
                    options={
                        "verbose_name": "change of a tally",
                        "verbose_name_plural": "changes of tallies",
                        "ordering": ("-at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reason__in",
                                        ["withdrawn", "erased", "bounced", "sweep", "review"],
                                    )
                                ),
                                name="campaigns_tallychange_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("change", 0), _negated=True),
                                name="campaigns_tallychange_some",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                fields=["petition", "at"], name="campaigns_tallychange_when"
                            ),
                            models.Index(
                                condition=models.Q(("waits", True)),
                                fields=["id"],
                                name="campaigns_tallychange_waiting",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Targeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "letter_action",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targeting",
                                to="campaigns.letteraction",
                                verbose_name="letter action",
                            ),
                        ),
                        (
                            "strategy",
                            models.CharField(
                                choices=[
                                    ("chooses", "the writer chooses one"),
                                    ("all", "all of them"),
                                    ("random", "by lot"),
                                    ("least", "those that fewest wrote to"),
                                ],
                                default="chooses",
                                max_length=7,
                                verbose_name="who is written to",
                            ),
                        ),
                        (
                            "most",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="From 1 to 20. Few letters that somebody wrote weigh more than many copies.",
                                verbose_name="offices a person writes to at most",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "way of choosing offices",
                        "verbose_name_plural": "ways of choosing offices",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("strategy__in", ["chooses", "all", "random", "least"])
                                ),
                                name="campaigns_targeting_strategy",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("most__gte", 1), ("most__lte", 20)),
                                name="campaigns_targeting_most",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "letter_action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="target_rules",
                                to="campaigns.letteraction",
                                verbose_name="letter action",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("addressees", "the addressees of the campaign"),
                                    ("post", "one office"),
                                    ("role", "every office of a kind"),
                                    ("members", "the members of an organisation"),
                                    ("own_minister", "the writer's own foreign minister"),
                                    (
                                        "own_mission",
                                        "the permanent mission of the writer's own country",
                                    ),
                                    ("embassy", "the embassies in the writer's own country"),
                                    ("wavering", "offices that waver"),
                                ],
                                max_length=12,
                                verbose_name="rule",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.post",
                                verbose_name="office",
                            ),
                        ),
                        (
                            "institution",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.institution",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("head_of_state", "head of State"),
                                    ("head_of_government", "head of government"),
                                    ("foreign_minister", "foreign minister"),
                                    ("minister", "minister"),
                                    ("permanent_representative", "permanent representative"),
                                    ("ambassador", "ambassador"),
                                    ("head_of_organisation", "head of an organisation of States"),
                                    ("chair", "chair of an organ or committee"),
                                    ("special_representative", "special representative or adviser"),
                                    ("legislator", "member of a parliament"),
                                    ("other", "other"),
                                ],
                                max_length=30,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                max_length=2,
                                validators=[officials.models.institution.validate_country],
                                verbose_name="country",
                            ),
                        ),
                        (
                            "on",
                            models.DateField(
                                blank=True,
                                help_text="Empty: those of the day on which the letter is written.",
                                null=True,
                                verbose_name="members on the day",
                            ),
                        ),
                        (
                            "fallback",
                            models.BooleanField(
                                default=False, verbose_name="only if nothing else fits"
                            ),
                        ),
                        (
                            "place",
                            models.PositiveSmallIntegerField(default=0, verbose_name="place"),
                        ),
                    ],
                    options={
                        "verbose_name": "rule for addressees",
                        "verbose_name_plural": "rules for addressees",
                        "ordering": ("fallback", "place", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "addressees",
                                            "post",
                                            "role",
                                            "members",
                                            "own_minister",
                                            "own_mission",
                                            "embassy",
                                            "wavering",
                                        ],
                                    ),
                                    (
                                        "role__in",
                                        [
                                            "",
                                            "head_of_state",
                                            "head_of_government",
                                            "foreign_minister",
                                            "minister",
                                            "permanent_representative",
                                            "ambassador",
                                            "head_of_organisation",
                                            "chair",
                                            "special_representative",
                                            "legislator",
                                            "other",
                                        ],
                                    ),
                                ),
                                name="campaigns_rule_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "post"), ("post__isnull", False)),
                                    models.Q(
                                        models.Q(("kind", "post"), _negated=True), ("post", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_rule_names_its_office",
                                violation_error_message="Name the office.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "members"), _negated=True),
                                    ("institution__isnull", False),
                                    _connector="OR",
                                ),
                                name="campaigns_rule_names_its_organisation",
                                violation_error_message="Name the organisation.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "role"), _negated=True),
                                    models.Q(("role", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_rule_names_its_role",
                                violation_error_message="Name the kind of office.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetTally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "letter_action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="target_tallies",
                                to="campaigns.letteraction",
                                verbose_name="letter action",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.post",
                                verbose_name="post",
                            ),
                        ),
                        (
                            "given",
                            models.PositiveIntegerField(
                                default=0, verbose_name="writers who got it"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "count of writers by office",
                        "verbose_name_plural": "counts of writers by office",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("letter_action", "post"),
                                name="campaigns_tally_once_an_office",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UpdateText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "update",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="campaigns.update",
                                verbose_name="update",
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
                        ("title", models.CharField(max_length=140, verbose_name="title")),
                        ("lead", models.CharField(max_length=600, verbose_name="lead")),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                    ],
                    options={
                        "verbose_name": "text of an update",
                        "verbose_name_plural": "texts of updates",
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("update", "language"), name="campaigns_updatetext_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseFact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "case_facts",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="campaigns.casefacts",
                                verbose_name="case facts",
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    models.Q(("source", ""), _negated=True),
                                ),
                                name="campaigns_case_fact_has_a_source",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeliveryCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "delivery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="codes",
                                to="campaigns.delivery",
                                verbose_name="delivery",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "sealed_code",
                            models.BinaryField(
                                null=True, verbose_name="code, sealed for the workers"
                            ),
                        ),
                        (
                            "wrapped_key",
                            models.BinaryField(
                                null=True, verbose_name="key of the files, in the code"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked for")),
                    ],
                    options={
                        "verbose_name": "code of a delivery",
                        "verbose_name_plural": "codes of deliveries",
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="DeliveryFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "delivery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="campaigns.delivery",
                                verbose_name="delivery",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                    ],
                    options={
                        "verbose_name": "file of a delivery",
                        "verbose_name_plural": "files of deliveries",
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("delivery", "name"), name="campaigns_file_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeliveryLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "delivery",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="campaigns.delivery",
                                verbose_name="delivery",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="line")),
                        ("signature", models.PositiveBigIntegerField(verbose_name="signature")),
                    ],
                    options={
                        "verbose_name": "line of a delivery",
                        "verbose_name_plural": "lines of deliveries",
                        "ordering": ("number",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("signature", "delivery"), name="campaigns_line_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                help_text="Made with the preview, so that a form sent twice is one letter.",
                                unique=True,
                                verbose_name="public id",
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
                        (
                            "letter_action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="campaigns.letteraction",
                                verbose_name="letter action",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="officials.post",
                                verbose_name="post",
                            ),
                        ),
                        (
                            "sealed",
                            models.BinaryField(
                                null=True, verbose_name="name, address and own words, sealed"
                            ),
                        ),
                        (
                            "preview_sealed",
                            models.BinaryField(
                                help_text="Opened by the key in the emailed link alone; dropped at confirmation.",
                                null=True,
                                verbose_name="text for its author, sealed",
                            ),
                        ),
                        (
                            "author_key",
                            models.BinaryField(
                                max_length=32, null=True, verbose_name="address, blind index"
                            ),
                        ),
                        ("country", models.CharField(max_length=2, verbose_name="country")),
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
                                default="en",
                                max_length=10,
                                verbose_name="language of the page",
                            ),
                        ),
                        (
                            "has_own_words",
                            models.BooleanField(default=False, verbose_name="has own words"),
                        ),
                        (
                            "originality",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                editable=False,
                                help_text="How much of the own words stood in no letter before. Empty: not measured.",
                                null=True,
                                verbose_name="originality, per cent",
                            ),
                        ),
                        (
                            "name_in_digest",
                            models.BooleanField(
                                default=False, verbose_name="name may stand in a digest"
                            ),
                        ),
                        (
                            "variant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.lettervariant",
                                verbose_name="variant",
                            ),
                        ),
                        (
                            "facts",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.casefacts",
                                verbose_name="facts that were confirmed",
                            ),
                        ),
                        (
                            "seen_tenure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.tenure",
                                verbose_name="holder when it was confirmed",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "not confirmed"),
                                    ("confirmed", "confirmed"),
                                    ("held", "held"),
                                    ("queued", "on its way"),
                                    ("sent", "sent"),
                                    ("uncertain", "uncertain"),
                                    ("failed", "failed"),
                                    ("returned", "returned to its author"),
                                ],
                                default="pending",
                                editable=False,
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "hold",
                            models.CharField(
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
                        (
                            "tenure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.tenure",
                                verbose_name="holder when it left",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.contact",
                                verbose_name="contact when it left",
                            ),
                        ),
                        (
                            "text_sealed",
                            models.BinaryField(null=True, verbose_name="text as it left, sealed"),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="outbox.message",
                                verbose_name="message",
                            ),
                        ),
                        (
                            "digest",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="campaigns.letterdigest",
                                verbose_name="digest that it left in",
                            ),
                        ),
                        (
                            "hand_over",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="campaigns.handover",
                                verbose_name="bundle that it was printed in",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="written")),
                        (
                            "reminded",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                editable=False,
                                verbose_name="reminded",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="confirmed"),
                        ),
                        (
                            "held_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="held since"),
                        ),
                        (
                            "asked_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="author asked"
                            ),
                        ),
                        (
                            "queued_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="dispatched"),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="sent or failed"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="author told of the end"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "letter",
                        "verbose_name_plural": "letters",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("confirmed_at__isnull", False)),
                                fields=("letter_action", "post", "author_key"),
                                name="campaigns_letter_once",
                            ),
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_at", None), ("state__in", ("pending", "held"))
                                    ),
                                    ("confirmed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="campaigns_letter_leaves_confirmed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("queued_at", None),
                                        ("state__in", ("pending", "confirmed", "held")),
                                    ),
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
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ("pending", "confirmed", "held", "queued", "failed"),
                                    )
                                ),
                                fields=["state", "id"],
                                name="campaigns_letter_open",
                            ),
                            models.Index(
                                fields=["post", "queued_at"], name="campaigns_letter_dispatched"
                            ),
                            models.Index(
                                condition=models.Q(("state", "confirmed")),
                                fields=["post", "letter_action", "id"],
                                include=("originality",),
                                name="campaigns_letter_to_plan",
                            ),
                            models.Index(
                                condition=models.Q(("told_at", None)),
                                fields=["digest"],
                                name="campaigns_letter_to_tell",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ShownSigner",
                    fields=[
                        (
                            "signature",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="shown",
                                serialize=False,
                                to="campaigns.signature",
                                verbose_name="signature",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shown_signers",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        (
                            "display",
                            models.CharField(
                                choices=[
                                    ("full", "my full name"),
                                    ("initial", "my first name and initial"),
                                    ("country", "my country only"),
                                    ("hidden", "nothing about me"),
                                ],
                                max_length=7,
                                verbose_name="shown in public",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="name as shown"
                            ),
                        ),
                        ("country", models.CharField(max_length=2, verbose_name="country")),
                    ],
                    options={
                        "verbose_name": "shown signer",
                        "verbose_name_plural": "shown signers",
                        "ordering": ("-signature_id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("display", "country"), ("name", "")),
                                    models.Q(
                                        ("display__in", ("full", "initial")),
                                        models.Q(("name", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_shown_as_chosen",
                            )
                        ],
                        "indexes": [
                            models.Index(
                                fields=["petition", "-signature"], name="campaigns_shown_newest"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Arrival",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "petition",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="arrivals",
                                to="campaigns.petition",
                                verbose_name="petition",
                            ),
                        ),
                        (
                            "signature",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="arrivals",
                                to="campaigns.signature",
                                verbose_name="signature that it made",
                            ),
                        ),
                        (
                            "known_signature",
                            models.BigIntegerField(
                                null=True, verbose_name="signature that was there"
                            ),
                        ),
                        (
                            "post",
                            models.BinaryField(
                                max_length=12, verbose_name="number that its mail bears"
                            ),
                        ),
                        (
                            "network_key",
                            models.BinaryField(
                                max_length=16, null=True, verbose_name="network, keyed hash"
                            ),
                        ),
                        (
                            "block_key",
                            models.BinaryField(
                                max_length=16,
                                null=True,
                                verbose_name="block of networks, keyed hash",
                            ),
                        ),
                        (
                            "domain_key",
                            models.BinaryField(
                                max_length=16,
                                null=True,
                                verbose_name="mailbox's domain, keyed hash",
                            ),
                        ),
                        (
                            "shared",
                            models.BooleanField(
                                default=False, verbose_name="network that many share"
                            ),
                        ),
                        (
                            "trapped",
                            models.BooleanField(
                                default=False, verbose_name="filled in by a program"
                            ),
                        ),
                        (
                            "unproven",
                            models.BooleanField(
                                default=False, verbose_name="without the calculation asked for"
                            ),
                        ),
                        ("judged", models.BooleanField(default=False, verbose_name="judged")),
                        ("at", models.DateTimeField(verbose_name="came in")),
                    ],
                    options={
                        "verbose_name": "arrival",
                        "verbose_name_plural": "arrivals",
                        "ordering": ("-pk",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("judged", False)),
                                fields=["id"],
                                name="campaigns_arrival_unjudged",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Swept",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "sweep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="campaigns.sweep",
                                verbose_name="sweep",
                            ),
                        ),
                        ("signature_id", models.BigIntegerField(verbose_name="signature")),
                        (
                            "was",
                            models.CharField(
                                choices=[
                                    ("pending", "not confirmed"),
                                    ("confirmed", "confirmed"),
                                    ("held", "held for review"),
                                    ("removed", "taken out"),
                                ],
                                max_length=9,
                                verbose_name="state before",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("done", "done"),
                                    ("passed", "left alone"),
                                    ("back", "brought back"),
                                ],
                                default="waiting",
                                max_length=7,
                                verbose_name="step",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "signature of a sweep",
                        "verbose_name_plural": "signatures of sweeps",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sweep", "signature_id"), name="campaigns_swept_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("step__in", ["waiting", "done", "passed", "back"])
                                ),
                                name="campaigns_swept_step",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                fields=["sweep", "step", "id"], name="campaigns_swept_next"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UpdateMail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "update",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mails",
                                to="campaigns.update",
                                verbose_name="update",
                            ),
                        ),
                        (
                            "signature",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="campaigns.signature",
                                verbose_name="signature",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="outbox.message",
                                verbose_name="message",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mail of an update",
                        "verbose_name_plural": "mails of updates",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("update", "signature"), name="campaigns_updatemail_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Voice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "signature",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="voice",
                                to="campaigns.signature",
                                verbose_name="signature",
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="words")),
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
                                default="en",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "revision",
                            models.PositiveSmallIntegerField(default=1, verbose_name="revision"),
                        ),
                        (
                            "signed",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=120,
                                verbose_name="name as shown",
                            ),
                        ),
                        (
                            "signed_as",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=7,
                                verbose_name="display it was written for",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("published", "published"),
                                    ("refused", "refused"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "refusal",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("hate", "hatred or a threat"),
                                    ("names", "names a person who could be put in danger"),
                                    ("ad", "an advertisement"),
                                    ("off_topic", "about something else"),
                                    ("false", "a claim that is known to be false"),
                                    ("other", "another reason"),
                                ],
                                default="",
                                max_length=9,
                                verbose_name="why it is not shown",
                            ),
                        ),
                        ("written_at", models.DateTimeField(verbose_name="written")),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "words of a supporter",
                        "verbose_name_plural": "words of supporters",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "published", "refused"])
                                ),
                                name="campaigns_voice_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "refusal__in",
                                            ["hate", "names", "ad", "off_topic", "false", "other"],
                                        ),
                                        ("state", "refused"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "refused"), _negated=True),
                                        ("refusal", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_voice_refused_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed", ""), ("signed_as", "")),
                                    ("signed_as__in", ("full", "initial")),
                                    _connector="OR",
                                ),
                                name="campaigns_voice_signed_as_chosen",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None),
                                        ("decided_by", None),
                                        ("state", "waiting"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "waiting"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_voice_decided_by_somebody",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["id"],
                                name="campaigns_voice_waiting",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(editable=False, verbose_name="number"),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="officials.post",
                                verbose_name="office",
                            ),
                        ),
                        (
                            "tenure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.tenure",
                                verbose_name="who held the office",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("substantive", "answers the ask"),
                                    ("refusal", "refuses to answer"),
                                    ("referral", "refers to another office"),
                                    ("holding", "says that an answer will follow"),
                                ],
                                max_length=11,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("email", "by email"),
                                    ("post", "by post"),
                                    ("in_person", "in person"),
                                    ("phone", "by telephone"),
                                    ("public", "in public"),
                                    ("page", "on this site"),
                                ],
                                default="email",
                                max_length=9,
                                verbose_name="how it came",
                            ),
                        ),
                        ("answered_on", models.DateField(verbose_name="answered on")),
                        (
                            "language",
                            models.CharField(default="en", max_length=10, verbose_name="language"),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True,
                                help_text="Without the names of staff, telephone numbers, greetings and signatures.",
                                verbose_name="text for everybody",
                            ),
                        ),
                        ("translation", models.TextField(blank=True, verbose_name="translation")),
                        (
                            "office_note",
                            models.TextField(blank=True, verbose_name="what the office says of it"),
                        ),
                        (
                            "source_url",
                            models.URLField(
                                blank=True, max_length=300, verbose_name="where it stands in public"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "accepted, being prepared"),
                                    ("review", "waits for a second person"),
                                    ("published", "published"),
                                    ("withdrawn", "taken back"),
                                ],
                                default="draft",
                                max_length=9,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="prepared by",
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="published by",
                            ),
                        ),
                        (
                            "return_reason",
                            models.TextField(blank=True, verbose_name="why it was returned"),
                        ),
                        ("accepted_at", models.DateTimeField(verbose_name="accepted")),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="published"),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, verbose_name="why it was taken back"),
                        ),
                        (
                            "told_upto",
                            models.PositiveBigIntegerField(
                                default=0, editable=False, verbose_name="writers told up to"
                            ),
                        ),
                        (
                            "letters",
                            models.ManyToManyField(
                                blank=True,
                                related_name="answers",
                                to="campaigns.letter",
                                verbose_name="letters",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "answer",
                        "verbose_name_plural": "answers",
                        "ordering": ("-answered_on", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "number"), name="campaigns_answer_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "channel__in",
                                        ["email", "post", "in_person", "phone", "public", "page"],
                                    ),
                                    ("kind__in", ["substantive", "refusal", "referral", "holding"]),
                                    ("status__in", ["draft", "review", "published", "withdrawn"]),
                                ),
                                name="campaigns_answer_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approver", None),
                                    models.Q(("approver", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_answer_two_people",
                                violation_error_message="Who publishes an answer is never who prepared it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "published"), _negated=True),
                                    models.Q(
                                        ("approver__isnull", False),
                                        ("published_at__isnull", False),
                                        models.Q(("text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_answer_published_is_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerClock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clocks",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clocks",
                                to="officials.post",
                                verbose_name="office",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("running", "runs"),
                                    ("stopped", "stopped by an answer"),
                                    ("void", "never began: nothing arrived"),
                                ],
                                default="running",
                                max_length=7,
                                verbose_name="state",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="asked since")),
                        ("first_due_at", models.DateTimeField(verbose_name="answer first due")),
                        ("due_at", models.DateTimeField(verbose_name="answer due")),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clocks",
                                to="campaigns.answer",
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "stopped_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="stopped"),
                        ),
                        (
                            "escalated_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="found overdue"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "clock of an answer",
                        "verbose_name_plural": "clocks of answers",
                        "ordering": ("due_at", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "post"), name="campaigns_clock_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer__isnull", False),
                                        ("state", "stopped"),
                                        ("stopped_at__isnull", False),
                                    ),
                                    models.Q(
                                        ("answer", None),
                                        ("state__in", ("running", "void")),
                                        ("stopped_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaigns_clock_stopped_by_an_answer",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "running")),
                                fields=["due_at"],
                                name="campaigns_clock_running",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "incoming",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="outbox.incoming",
                                verbose_name="as it came",
                            ),
                        ),
                        (
                            "same",
                            models.BinaryField(
                                max_length=32, unique=True, verbose_name="what makes it the same"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reply", "an answer"),
                                    ("holding", "says that an answer will follow"),
                                    ("automatic", "written by a machine"),
                                    ("challenge", "asks the sender to prove something"),
                                    ("complaint", "a complaint"),
                                    ("report", "a report of a mail system"),
                                    ("correction", "corrects the directory"),
                                    ("unknown", "not understood"),
                                ],
                                max_length=10,
                                verbose_name="what it is",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "to be looked at"),
                                    ("unmatched", "of which letter is not known"),
                                    ("aside", "nothing to decide"),
                                    ("accepted", "accepted"),
                                    ("refused", "refused"),
                                ],
                                default="waiting",
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "matched_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("token", "the address it came to"),
                                    ("reference", "the reference in it"),
                                    ("thread", "the mail that it answers"),
                                    ("sender", "earlier answers of this sender"),
                                    ("page", "the page for offices"),
                                    ("person", "a person"),
                                ],
                                max_length=9,
                                verbose_name="found by",
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="replies",
                                to="campaigns.letter",
                                verbose_name="letter",
                            ),
                        ),
                        (
                            "communication",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="campaigns.communication",
                                verbose_name="what the organisation sent",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="campaigns.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="officials.post",
                                verbose_name="office",
                            ),
                        ),
                        (
                            "digest",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="replies",
                                to="campaigns.letterdigest",
                                verbose_name="digest",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="replies",
                                to="campaigns.answer",
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="officials.changeproposal",
                                verbose_name="correction laid before staff",
                            ),
                        ),
                        (
                            "sender_key",
                            models.BinaryField(max_length=32, verbose_name="sender, blind index"),
                        ),
                        (
                            "sender_domain",
                            models.CharField(
                                blank=True, max_length=253, verbose_name="sender's domain"
                            ),
                        ),
                        (
                            "is_verified",
                            models.BooleanField(default=False, verbose_name="verified sender"),
                        ),
                        (
                            "checks",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="checks of the sender"
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(blank=True, max_length=300, verbose_name="subject"),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="text for the desk")),
                        ("text_sealed", models.BinaryField(null=True, verbose_name="text, sealed")),
                        (
                            "files",
                            models.JSONField(blank=True, default=list, verbose_name="attached"),
                        ),
                        (
                            "hints",
                            models.JSONField(
                                blank=True,
                                default=list,
                                editable=False,
                                verbose_name="tokens and references in it",
                            ),
                        ),
                        ("size", models.PositiveIntegerField(default=0, verbose_name="bytes")),
                        ("received_at", models.DateTimeField(verbose_name="received")),
                        ("filed_at", models.DateTimeField(verbose_name="filed")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided"),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why"),
                        ),
                        (
                            "forwarded",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="outbox.message",
                                verbose_name="forwarded to the writer",
                            ),
                        ),
                        (
                            "forwarded_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="forwarded"),
                        ),
                    ],
                    options={
                        "verbose_name": "reply",
                        "verbose_name_plural": "replies",
                        "ordering": ("-received_at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "reply",
                                            "holding",
                                            "automatic",
                                            "challenge",
                                            "complaint",
                                            "report",
                                            "correction",
                                            "unknown",
                                        ],
                                    ),
                                    (
                                        "matched_by__in",
                                        [
                                            "",
                                            "token",
                                            "reference",
                                            "thread",
                                            "sender",
                                            "page",
                                            "person",
                                        ],
                                    ),
                                    (
                                        "state__in",
                                        ["waiting", "unmatched", "aside", "accepted", "refused"],
                                    ),
                                ),
                                name="campaigns_reply_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "accepted"), _negated=True),
                                    ("answer__isnull", False),
                                    _connector="OR",
                                ),
                                name="campaigns_reply_accepted_is_an_answer",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "unmatched"))),
                                fields=["received_at"],
                                name="campaigns_reply_open",
                            ),
                            models.Index(fields=["sender_key"], name="campaigns_reply_sender"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NextStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "clock",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="campaigns.answerclock",
                                verbose_name="clock",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reminder", "a reminder to the office"),
                                    ("next_post", "the next office, or the institution above it"),
                                    ("parliament", "a question in parliament"),
                                    ("press", "the press"),
                                ],
                                max_length=10,
                                verbose_name="step",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("chosen", "chosen"),
                                    ("done", "done"),
                                    ("dropped", "not wanted"),
                                ],
                                default="proposed",
                                max_length=8,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "to_post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="officials.post",
                                verbose_name="to",
                            ),
                        ),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="chosen by",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what was done"
                            ),
                        ),
                        (
                            "source_url",
                            models.URLField(
                                blank=True, max_length=300, verbose_name="where it stands in public"
                            ),
                        ),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                    ],
                    options={
                        "verbose_name": "step after silence",
                        "verbose_name_plural": "steps after silence",
                        "ordering": ("clock", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("clock", "kind"), name="campaigns_step_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["reminder", "next_post", "parliament", "press"]),
                                    ("status__in", ["proposed", "chosen", "done", "dropped"]),
                                    models.Q(
                                        models.Q(("status", "done"), _negated=True),
                                        ("done_on__isnull", False),
                                        _connector="OR",
                                    ),
                                ),
                                name="campaigns_step_choices",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReplyFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reply",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="campaigns.reply",
                                verbose_name="reply",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(verbose_name="number of the file"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "sealed_key",
                            models.BinaryField(
                                null=True, verbose_name="key, sealed for the workers"
                            ),
                        ),
                        ("box", models.BinaryField(null=True, verbose_name="file, in its box")),
                        ("asked_at", models.DateTimeField(verbose_name="asked for")),
                    ],
                    options={
                        "verbose_name": "file of a reply",
                        "verbose_name_plural": "files of replies",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("reply", "number", "person"),
                                name="campaigns_replyfile_once",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="campaign",
            name="addressees",
            field=models.ManyToManyField(
                blank=True,
                related_name="campaigns",
                through="campaigns.Addressee",
                to="officials.post",
                verbose_name="addressees",
            ),
        ),
    ]
