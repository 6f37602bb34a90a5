"""Addresses of briefs."""

from django.urls import path

from situations.views import desk_briefs, public

BRIEF = "desk/briefs/<int:pk>/"

urlpatterns = [
    path("briefs/", public.brief_list, name="brief_list"),
    path("briefs/<slug:slug>/", public.brief_detail, name="brief_detail"),
    path("desk/briefs/", desk_briefs.brief_list, name="desk_briefs"),
    path("desk/briefs/new/", desk_briefs.new, name="desk_brief_new"),
    path(BRIEF, desk_briefs.brief_detail, name="desk_brief"),
    path(BRIEF + "edit/", desk_briefs.edit, name="desk_brief_edit"),
    path(BRIEF + "recommendations/", desk_briefs.recommend, name="desk_brief_recommend"),
    path(BRIEF + "submit/", desk_briefs.submit, name="desk_brief_submit"),
    path(BRIEF + "publish/", desk_briefs.publish, name="desk_brief_publish"),
    path(BRIEF + "return/", desk_briefs.give_back, name="desk_brief_return"),
]
