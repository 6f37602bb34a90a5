"""Addresses of imports."""

from django.urls import path

from situations.views import desk_imports

DESK = "desk/evidence/imports/"
RUN = DESK + "<int:pk>/"

urlpatterns = [
    path(DESK, desk_imports.import_list, name="desk_imports"),
    path(DESK + "new/", desk_imports.new, name="desk_import_new"),
    path(RUN, desk_imports.import_detail, name="desk_import"),
    path(RUN + "confirm/", desk_imports.confirm, name="desk_import_confirm"),
    path(RUN + "stop/", desk_imports.stop, name="desk_import_stop"),
    path(RUN + "publish/", desk_imports.publish, name="desk_import_publish"),
    path(RUN + "lines.csv", desk_imports.lines, name="desk_import_lines"),
]
