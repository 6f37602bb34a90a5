"""Addresses of officials. Those under /admin/ stand before the admin's own, which end in a 404."""

from django.contrib import admin
from django.urls import path

from .views import proposing, public, staff, work

app_name = "officials"

urlpatterns = [
    path("officials/", public.post_list, name="post_list"),
    path("officials/directory.json", public.directory, name="directory"),
    path("officials/<slug:slug>/", public.post_detail, name="post_detail"),
    path("officials/<slug:slug>/wrong/", proposing.propose, name="propose"),
    path("officials/<slug:slug>/wrong/thank-you/", proposing.proposed, name="proposed"),
    path(
        "admin/officials/waiting/",
        admin.site.admin_view(work.proposals),
        name="proposals",
    ),
    path(
        "admin/officials/waiting/<int:pk>/",
        admin.site.admin_view(work.decide),
        name="proposal_decide",
    ),
    path(
        "admin/officials/import/",
        admin.site.admin_view(staff.import_upload),
        name="import_upload",
    ),
    path(
        "admin/officials/import/<int:pk>/",
        admin.site.admin_view(staff.import_preview),
        name="import_preview",
    ),
    path(
        "admin/officials/import/<int:pk>/apply/",
        admin.site.admin_view(staff.import_apply),
        name="import_apply",
    ),
]
