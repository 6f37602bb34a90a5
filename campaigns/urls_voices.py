"""Addresses of words, updates, organisations that sign, and paper."""

from django.urls import path

from .views import desk_papers, desk_sign_ons, desk_updates, desk_voices, voices

ONE = "desk/campaigns/<int:pk>/"
ROW = "<int:row>/"
SLUG = "campaigns/<slug:slug>/"

urlpatterns = [
    path("campaigns/my-words/<str:token>/", voices.my_words, name="my_words"),
    path("campaigns/stop-updates/<str:token>/", voices.stop_updates, name="stop_updates"),
    path(
        "campaigns/confirm-organisation/<str:token>/",
        voices.confirm_organisation,
        name="confirm_sign_on",
    ),
    path(SLUG + "voices/", voices.voices, name="voices"),
    path(SLUG + "news/", voices.updates, name="updates"),
    path(SLUG + "news/<int:number>/", voices.update, name="update"),
    path(SLUG + "organisations/", voices.sign_ons, name="sign_ons"),
    path(SLUG + "organisations/sign/", voices.sign_on, name="sign_on"),
    path(SLUG + "organisations/check-your-email/", voices.sign_on_sent, name="sign_on_sent"),
    path(ONE + "words/", desk_voices.voice_list, name="desk_voices"),
    path(ONE + "words/decide/", desk_voices.decide, name="desk_voices_decide"),
    path(ONE + "news/", desk_updates.update_list, name="desk_updates"),
    path(ONE + "news/new/", desk_updates.new, name="desk_update_new"),
    path(ONE + "news/" + ROW, desk_updates.update_detail, name="desk_update"),
    path(ONE + "news/" + ROW + "text/<slug:language>/", desk_updates.text, name="desk_update_text"),
    path(ONE + "news/" + ROW + "submit/", desk_updates.submit, name="desk_update_submit"),
    path(ONE + "news/" + ROW + "return/", desk_updates.give_back, name="desk_update_return"),
    path(ONE + "news/" + ROW + "publish/", desk_updates.publish, name="desk_update_publish"),
    path(ONE + "news/" + ROW + "withdraw/", desk_updates.take_back, name="desk_update_withdraw"),
    path(ONE + "news/" + ROW + "test/", desk_updates.test, name="desk_update_test"),
    path(ONE + "organisations/", desk_sign_ons.sign_on_list, name="desk_sign_ons"),
    path(
        ONE + "organisations/" + ROW + "accept/", desk_sign_ons.accept, name="desk_sign_on_accept"
    ),
    path(
        ONE + "organisations/" + ROW + "refuse/", desk_sign_ons.refuse, name="desk_sign_on_refuse"
    ),
    path(ONE + "paper/", desk_papers.paper_list, name="desk_papers"),
    path(ONE + "paper/new/", desk_papers.new, name="desk_paper_new"),
    path(ONE + "paper/" + ROW + "correct/", desk_papers.correct, name="desk_paper_correct"),
    path(ONE + "paper/" + ROW + "verify/", desk_papers.verify, name="desk_paper_verify"),
    path(ONE + "paper/" + ROW + "refuse/", desk_papers.refuse, name="desk_paper_refuse"),
]
