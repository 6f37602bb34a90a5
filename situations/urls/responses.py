"""Addresses of what is done about a situation."""

from django.urls import path

from situations.views import desk_measures, desk_outcome, desk_worksheet, public_responses

DESK = "desk/situations/<int:pk>/"
MEASURE = "desk/situations/measures/<int:pk>/"
WORKSHEET = "desk/force/<int:pk>/"
OUTCOME = "desk/outcomes/<int:pk>/"

urlpatterns = [
    path(
        "situations/<slug:slug>/force/<int:number>/",
        public_responses.worksheet_detail,
        name="worksheet_detail",
    ),
    path("commitments/", public_responses.commitment_list, name="commitment_list"),
    path("commitments/<slug:slug>/", public_responses.instrument_detail, name="instrument_detail"),
    path("commitments/states/<slug:slug>/", public_responses.state_detail, name="commitment_state"),
    path("outcomes/", public_responses.outcome_list, name="outcome_list"),
    path("objections/", public_responses.objection_list, name="objection_list"),
    path(MEASURE + "edit/", desk_measures.edit, name="desk_measure_edit"),
    path(MEASURE + "check/", desk_measures.check, name="desk_measure_check"),
    path(DESK + "force/", desk_worksheet.begin, name="desk_worksheet_begin"),
    path(WORKSHEET, desk_worksheet.worksheet_detail, name="desk_worksheet"),
    path(WORKSHEET + "edit/", desk_worksheet.edit, name="desk_worksheet_edit"),
    path(WORKSHEET + "submit/", desk_worksheet.submit, name="desk_worksheet_submit"),
    path(WORKSHEET + "approve/", desk_worksheet.approve, name="desk_worksheet_approve"),
    path(WORKSHEET + "return/", desk_worksheet.give_back, name="desk_worksheet_return"),
    path(WORKSHEET + "withdraw/", desk_worksheet.withdraw, name="desk_worksheet_withdraw"),
    path(DESK + "outcome/", desk_outcome.new, name="desk_outcome_new"),
    path(OUTCOME, desk_outcome.review_detail, name="desk_outcome"),
    path(OUTCOME + "edit/", desk_outcome.edit, name="desk_outcome_edit"),
    path(OUTCOME + "submit/", desk_outcome.submit, name="desk_outcome_submit"),
    path(OUTCOME + "decide/", desk_outcome.decide, name="desk_outcome_decide"),
    path(OUTCOME + "return/", desk_outcome.give_back, name="desk_outcome_return"),
    path(DESK + "end/", desk_outcome.end, name="desk_situation_end"),
    path(DESK + "archive/", desk_outcome.archive, name="desk_situation_archive"),
    path(DESK + "reopen/", desk_outcome.reopen, name="desk_situation_reopen"),
]
