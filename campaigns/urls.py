"""Addresses of campaigns, petitions and letters."""

from django.urls import include, path

from situations import converters  # noqa: F401 - what it registers is used by name

from . import urls_answers, urls_deliveries, urls_voices
from .own_urls import OWN
from .views import (
    changes,
    deeds,
    desk,
    desk_letters,
    desk_targets,
    integrity,
    letter,
    letter_link,
    numbers,
    page,
    public,
    review,
    sharing,
    signature_link,
    texts,
    wizard,
)

app_name = "campaigns"

DESK = "desk/campaigns/"
ONE = DESK + "<int:pk>/"

urlpatterns = [
    # What is asked for most is found first.
    path("campaigns/<slug:slug>/", page.campaign_detail, name="campaign_detail"),
    path("campaigns/<slug:slug>/sign/", public.sign, name="sign"),
    path("mine/", include(OWN)),
    *urls_answers.urlpatterns,
    *urls_deliveries.urlpatterns,
    *urls_voices.urlpatterns,
    path("campaigns/", public.campaign_list, name="campaign_list"),
    path("campaigns/confirm/<str:token>/", signature_link.confirm, name="confirm"),
    path("campaigns/confirm-letter/<str:token>/", letter_link.confirm, name="confirm_letter"),
    path("campaigns/letter-again/<str:token>/", letter_link.again, name="letter_again"),
    path("campaigns/<slug:slug>/count.json", page.count, name="count"),
    path("campaigns/<slug:slug>/numbers/", numbers.numbers, name="numbers"),
    path("campaigns/<slug:slug>/numbers.csv", numbers.numbers_csv, name="numbers_csv"),
    path("campaigns/<slug:slug>/numbers.json", numbers.numbers_json, name="numbers_json"),
    path("campaigns/<slug:slug>/share/", sharing.share, name="share"),
    path("campaigns/<slug:slug>/card.png", sharing.card, name="card"),
    path("campaigns/<slug:slug>/poster.pdf", sharing.poster, name="poster"),
    path("campaigns/<slug:slug>/qr.svg", sharing.square, name="square"),
    path("campaigns/<slug:slug>/widget/", sharing.widget, name="widget"),
    path("campaigns/<slug:slug>/proof/", public.proof, name="proof"),
    path("campaigns/<slug:slug>/check-your-email/", public.check_email, name="check_email"),
    path("campaigns/<slug:slug>/letter/", letter.letter, name="letter"),
    path(
        "campaigns/<slug:slug>/letter/check-your-email/",
        letter.check_email,
        name="letter_check_email",
    ),
    path("campaigns/<slug:slug>/changes/", changes.changes, name="changes"),
    path("campaigns/<slug:slug>/text/<edition:edition>/", changes.text, name="text"),
    path("campaigns/<slug:slug>/integrity/", integrity.integrity, name="integrity"),
    path("campaigns/<slug:slug>/integrity.json", integrity.integrity_data, name="integrity_data"),
    path(DESK, desk.campaign_list, name="desk_campaigns"),
    path(DESK + "new/", wizard.new, name="desk_campaign_new"),
    path(ONE, desk.campaign_detail, name="desk_campaign"),
    path(ONE + "preview/", desk.preview, name="desk_preview"),
    path(ONE + "addressees/", wizard.addressees, name="desk_addressees"),
    path(ONE + "targets/", desk_targets.targets, name="desk_targets"),
    path(ONE + "part/<slug:name>/", wizard.part, name="desk_part"),
    path(ONE + "write/", wizard.resume, name="desk_write"),
    path(ONE + "letters/", desk_letters.letters, name="desk_letters"),
    path(ONE + "letters/names/", desk_letters.names, name="desk_letter_names"),
    path(ONE + "letters/facts/", desk_letters.facts, name="desk_facts"),
    path(ONE + "languages/", texts.languages, name="desk_languages"),
    path(ONE + "text/<slug:language>/", texts.change, name="desk_text"),
    path(ONE + "text/<slug:language>/write/", texts.write, name="desk_text_write"),
    path(ONE + "safety/", review.safety, name="desk_safety"),
    path(ONE + "report/", review.report, name="desk_report"),
    path(ONE + "report/publish/", deeds.publish_report, name="desk_report_publish"),
    path(ONE + "schedule/", deeds.schedule, name="desk_schedule"),
    path(ONE + "unschedule/", deeds.unschedule, name="desk_unschedule"),
    path(ONE + "clone/", deeds.clone, name="desk_clone"),
    path(ONE + "take-story-back/", deeds.withdraw_story, name="desk_story_withdraw"),
    path(ONE + "at-risk/", deeds.at_risk, name="desk_at_risk"),
    path(ONE + "submit/", deeds.submit, name="desk_submit"),
    path(ONE + "return/", deeds.give_back, name="desk_return"),
    path(ONE + "approve/", deeds.approve, name="desk_approve"),
    path(ONE + "launch/", deeds.launch, name="desk_launch"),
    path(ONE + "pause/", deeds.pause, name="desk_pause"),
    path(ONE + "resume/", deeds.resume, name="desk_resume"),
    path(ONE + "close/", deeds.close, name="desk_close"),
]
