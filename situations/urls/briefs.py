"""Addresses of briefs."""

from django.urls import path

from situations import converters  # noqa: F401 - what it registers is used by name
from situations.views import briefs, desk_briefs, desk_editor, desk_publishing, desk_versions

ONE = "briefs/<slug:slug>/"
EDITION = ONE + "<edition:edition>/"
BRIEF = "desk/briefs/<int:pk>/"

urlpatterns = [
    path("briefs/", briefs.brief_list, name="brief_list"),
    path("briefs/feed.atom", briefs.brief_feed, name="brief_feed"),
    path(ONE, briefs.brief_detail, name="brief_detail"),
    path(EDITION, briefs.brief_edition, name="brief_edition"),
    path(EDITION + "pdf/", briefs.brief_pdf, name="brief_pdf"),
    path(EDITION + "cite/<slug:form>/", briefs.brief_citation, name="brief_citation"),
    path(ONE + "<brief_language:language>/", briefs.brief_translation, name="brief_translation"),
    path("desk/briefs/", desk_briefs.brief_list, name="desk_briefs"),
    path("desk/briefs/new/", desk_briefs.new, name="desk_brief_new"),
    path(BRIEF, desk_briefs.brief_detail, name="desk_brief"),
    path(BRIEF + "pdf/", desk_briefs.pdf, name="desk_brief_pdf"),
    path(BRIEF + "edit/", desk_editor.edit, name="desk_brief_edit"),
    path(BRIEF + "keep/", desk_editor.keep, name="desk_brief_keep"),
    path(BRIEF + "recommendations/", desk_briefs.recommend, name="desk_brief_recommend"),
    path(BRIEF + "occasions/", desk_briefs.occasions, name="desk_brief_occasions"),
    path(BRIEF + "submit/", desk_briefs.submit, name="desk_brief_submit"),
    path(BRIEF + "publish/", desk_publishing.publish, name="desk_brief_publish"),
    path(BRIEF + "return/", desk_publishing.give_back, name="desk_brief_return"),
    path(BRIEF + "call-back/", desk_publishing.call_back, name="desk_brief_call_back"),
    path(BRIEF + "lift/", desk_publishing.lift, name="desk_brief_lift"),
    path(BRIEF + "retract/", desk_publishing.retract, name="desk_brief_retract"),
    path(BRIEF + "revise/", desk_versions.revise, name="desk_brief_revise"),
    path(BRIEF + "translate/", desk_versions.translate, name="desk_brief_translate"),
]
