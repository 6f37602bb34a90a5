"""Addresses of situations, assessments and briefs."""

from datetime import date

from django.urls import path, register_converter

from .views import (
    desk_briefs,
    desk_measures,
    desk_review,
    desk_screening,
    desk_situations,
    public,
)


class DayConverter:
    """A day in an address: 2007-08-13. What is no day is no address of ours."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

app_name = "situations"

DESK = "desk/situations/"
ASSESSMENT = DESK + "assessments/<int:pk>/"
BRIEF = "desk/briefs/<int:pk>/"

urlpatterns = [
    path("situations/", public.situation_list, name="situation_list"),
    path("situations/<slug:slug>/", public.situation_detail, name="situation_detail"),
    path(
        "situations/<slug:slug>/<day:as_of>/<int:version>/",
        public.assessment_detail,
        name="assessment_detail",
    ),
    path("briefs/", public.brief_list, name="brief_list"),
    path("briefs/<slug:slug>/", public.brief_detail, name="brief_detail"),
    path(DESK, desk_situations.situation_list, name="desk_situations"),
    path(DESK + "propose/", desk_situations.propose, name="desk_situation_propose"),
    path(DESK + "<int:pk>/", desk_situations.situation_detail, name="desk_situation"),
    path(DESK + "<int:pk>/edit/", desk_situations.edit, name="desk_situation_edit"),
    path(DESK + "<int:pk>/assess/", desk_screening.begin, name="desk_assessment_begin"),
    path(DESK + "<int:pk>/measures/log/", desk_measures.log, name="desk_measure_log"),
    path(DESK + "measures/<int:pk>/remove/", desk_measures.remove, name="desk_measure_remove"),
    path(ASSESSMENT, desk_review.assessment_detail, name="desk_assessment"),
    path(ASSESSMENT + "screen/", desk_screening.resume, name="desk_screen"),
    path(ASSESSMENT + "screen/facts/", desk_screening.facts, name="desk_screen_facts"),
    path(ASSESSMENT + "screen/<slug:step>/", desk_screening.step, name="desk_screen_step"),
    path(ASSESSMENT + "submit/", desk_review.submit, name="desk_assessment_submit"),
    path(ASSESSMENT + "decide/", desk_review.decide, name="desk_assessment_decide"),
    path(ASSESSMENT + "return/", desk_review.give_back, name="desk_assessment_return"),
    path("desk/briefs/", desk_briefs.brief_list, name="desk_briefs"),
    path("desk/briefs/new/", desk_briefs.new, name="desk_brief_new"),
    path(BRIEF, desk_briefs.brief_detail, name="desk_brief"),
    path(BRIEF + "edit/", desk_briefs.edit, name="desk_brief_edit"),
    path(BRIEF + "recommendations/", desk_briefs.recommend, name="desk_brief_recommend"),
    path(BRIEF + "submit/", desk_briefs.submit, name="desk_brief_submit"),
    path(BRIEF + "publish/", desk_briefs.publish, name="desk_brief_publish"),
    path(BRIEF + "return/", desk_briefs.give_back, name="desk_brief_return"),
]
