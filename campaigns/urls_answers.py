"""Addresses of answers: the public account, the page for offices, and the desk."""

from django.urls import path

from .views import answers, desk_answers, desk_replies, desk_reply_files, desk_steps

CAMPAIGN = "desk/campaigns/<int:pk>/"
FILE = "desk/replies/<int:pk>/files/<int:number>/"

urlpatterns = [
    path("campaigns/<slug:slug>/answers/", answers.answers, name="answers"),
    path("campaigns/<slug:slug>/answers.csv", answers.answers_csv, name="answers_csv"),
    path("campaigns/<slug:slug>/answers.json", answers.answers_json, name="answers_json"),
    path("officials/<slug:slug>/reply/", answers.office_page, name="office_page"),
    path("officials/<slug:slug>/reply/sent/", answers.office_sent, name="office_sent"),
    path("officials/confirm/<str:token>/", answers.office_confirm, name="office_confirm"),
    path("desk/replies/", desk_replies.reply_list, name="desk_replies"),
    path("desk/replies/<int:pk>/", desk_replies.reply_detail, name="desk_reply"),
    path("desk/replies/<int:pk>/open/", desk_replies.open_reply, name="desk_reply_open"),
    path(FILE, desk_reply_files.ask, name="desk_reply_file"),
    path(FILE + "fetch/", desk_reply_files.fetch, name="desk_reply_file_fetch"),
    path("desk/replies/<int:pk>/<slug:name>/", desk_replies.deed, name="desk_reply_deed"),
    path(CAMPAIGN + "answers/", desk_answers.overview, name="desk_answers"),
    path(CAMPAIGN + "answers/new/", desk_answers.record_answer, name="desk_answer_new"),
    path(CAMPAIGN + "outcome/", desk_answers.note_outcome, name="desk_outcome_of_ask"),
    path(CAMPAIGN + "send-brief/", desk_steps.brief, name="desk_send_brief"),
    path("desk/answers/<int:pk>/", desk_answers.answer, name="desk_answer"),
    path("desk/answers/<int:pk>/<slug:name>/", desk_answers.deed, name="desk_answer_deed"),
    path("desk/outcomes/<int:pk>/check/", desk_answers.check_outcome, name="desk_outcome_check"),
    path("desk/steps/<int:pk>/done/", desk_steps.done, name="desk_step_done"),
    path("desk/steps/<int:pk>/<slug:name>/", desk_steps.choose, name="desk_step"),
    path("desk/clocks/<int:pk>/remind/", desk_steps.reminder, name="desk_remind"),
    path("desk/mails/<int:pk>/<slug:name>/", desk_steps.communication, name="desk_mail"),
]
