"""Addresses of officials. Those under /admin/ stand before the admin's own, which end in a 404."""

from django.contrib import admin
from django.urls import path

from .views import public, staff

app_name = "officials"

urlpatterns = [
    path("officials/", public.post_list, name="post_list"),
    path("officials/<slug:slug>/", public.post_detail, name="post_detail"),
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
