"""Addresses of the evidence."""

from django.urls import path

from situations.views import (
    desk_checking,
    desk_copies,
    desk_evidence,
    desk_items,
    desk_testimony,
    evidence,
)

PUBLIC = "situations/<slug:slug>/"
DESK = "desk/evidence/"
INCIDENT = DESK + "incidents/<int:pk>/"
ITEM = DESK + "items/<int:pk>/"
TESTIMONY = DESK + "testimony/"
TOLD = TESTIMONY + "<int:pk>/"

urlpatterns = [
    path(PUBLIC + "evidence/", evidence.evidence, name="evidence"),
    path(PUBLIC + "evidence/<slug:public_id>/", evidence.incident, name="evidence_incident"),
    path(PUBLIC + "incidents.csv", evidence.table, name="evidence_csv"),
    path(PUBLIC + "incidents.geojson", evidence.geojson, name="evidence_geojson"),
    path("evidence/<slug:public_id>.jpg", evidence.picture, name="evidence_picture"),
    path(DESK, desk_evidence.incident_list, name="desk_evidence"),
    path(DESK + "situations/<int:pk>/incident/", desk_evidence.new, name="desk_incident_new"),
    path(INCIDENT, desk_evidence.incident_detail, name="desk_incident"),
    path(INCIDENT + "edit/", desk_evidence.edit, name="desk_incident_edit"),
    path(INCIDENT + "take-up/", desk_checking.take_up, name="desk_incident_take_up"),
    path(INCIDENT + "check/", desk_checking.check, name="desk_incident_check"),
    path(INCIDENT + "merge/", desk_checking.merge, name="desk_incident_merge"),
    path(INCIDENT + "publish/", desk_checking.publish, name="desk_incident_publish"),
    path(INCIDENT + "take-back/", desk_checking.take_back, name="desk_incident_take_back"),
    path(INCIDENT + "items/add/", desk_items.item_new, name="desk_item_new"),
    path(ITEM, desk_items.item_detail, name="desk_item"),
    path(ITEM + "grade/", desk_items.item_grade, name="desk_item_grade"),
    path(ITEM + "set-aside/", desk_items.item_set_aside, name="desk_item_set_aside"),
    path(ITEM + "original/", desk_copies.original_open, name="desk_original_open"),
    path(ITEM + "original/check/", desk_copies.original_check, name="desk_original_check"),
    path(ITEM + "copy/", desk_copies.copy_look, name="desk_copy"),
    path(ITEM + "copy/show/", desk_copies.copy_show, name="desk_copy_show"),
    path(ITEM + "copy/hide/", desk_copies.copy_hide, name="desk_copy_hide"),
    path(DESK + "sources/", desk_items.source_list, name="desk_sources"),
    path(DESK + "sources/new/", desk_items.source_new, name="desk_source_new"),
    path(DESK + "sources/<int:pk>/", desk_items.source_edit, name="desk_source"),
    path(TESTIMONY, desk_testimony.testimony_list, name="desk_testimonies"),
    path(TESTIMONY + "new/", desk_testimony.new, name="desk_testimony_new"),
    path(TOLD, desk_testimony.testimony_detail, name="desk_testimony"),
    path(TOLD + "edit/", desk_testimony.edit, name="desk_testimony_edit"),
    path(TOLD + "approve/", desk_testimony.approve, name="desk_testimony_approve"),
    path(TOLD + "consent/", desk_testimony.consent, name="desk_testimony_consent"),
    path(TOLD + "withdraw/", desk_testimony.withdraw, name="desk_testimony_withdraw"),
]
