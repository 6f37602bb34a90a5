"""Addresses of the register and of its desk."""

from django.urls import path

from situations.views import (
    compare,
    desk_measures,
    desk_review,
    desk_screening,
    desk_situations,
    public,
)

DESK = "desk/situations/"
ASSESSMENT = DESK + "assessments/<int:pk>/"

urlpatterns = [
    path("situations/", public.situation_list, name="situation_list"),
    path("situations/<slug:slug>/", public.situation_detail, name="situation_detail"),
    path(
        "situations/<slug:slug>/<day:as_of>/<int:version>/",
        public.assessment_detail,
        name="assessment_detail",
    ),
    path(
        "situations/<slug:slug>/compare/<day:as_of>/<int:version>/<day:to>/<int:to_version>/",
        compare.compare,
        name="assessment_compare",
    ),
    path(DESK, desk_situations.situation_list, name="desk_situations"),
    path(DESK + "propose/", desk_situations.propose, name="desk_situation_propose"),
    path(DESK + "<int:pk>/", desk_situations.situation_detail, name="desk_situation"),
    path(DESK + "<int:pk>/edit/", desk_situations.edit, name="desk_situation_edit"),
    path(DESK + "<int:pk>/assess/", desk_screening.begin, name="desk_assessment_begin"),
    path(DESK + "<int:pk>/measures/log/", desk_measures.log, name="desk_measure_log"),
    path(DESK + "measures/<int:pk>/remove/", desk_measures.remove, name="desk_measure_remove"),
    path(ASSESSMENT, desk_review.assessment_detail, name="desk_assessment"),
    path(ASSESSMENT + "screen/", desk_screening.resume, name="desk_screen"),
    path(ASSESSMENT + "screen/<slug:step>/", desk_screening.step, name="desk_screen_step"),
    path(ASSESSMENT + "submit/", desk_review.submit, name="desk_assessment_submit"),
    path(ASSESSMENT + "decide/", desk_review.decide, name="desk_assessment_decide"),
    path(ASSESSMENT + "return/", desk_review.give_back, name="desk_assessment_return"),
]
