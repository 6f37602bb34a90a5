"""Addresses of the warning desk."""

from django.urls import path

from situations.views import desk_warnings, warnings

WARNINGS = "desk/warnings/"

urlpatterns = [
    path("warnings/", warnings.desk, name="warnings"),
    path("warnings/new/", warnings.new, name="warning_new"),
    path("warnings/new/check/", warnings.check, name="warning_check"),
    path("warnings/new/send/", warnings.send, name="warning_send"),
    path("warnings/answers/", warnings.answers, name="warning_answers"),
    path("warnings/answers/read/", warnings.read, name="warning_read"),
    path("warnings/answers/add/", warnings.add, name="warning_add"),
    path("warnings/answers/quiet/", warnings.quiet, name="warning_quiet"),
    path(WARNINGS, desk_warnings.warning_list, name="desk_warnings"),
    path(WARNINGS + "rota/", desk_warnings.rota, name="desk_rota"),
    path(WARNINGS + "<int:pk>/", desk_warnings.warning_detail, name="desk_warning"),
    path(WARNINGS + "<int:pk>/<slug:deed>/", desk_warnings.deed, name="desk_warning_deed"),
]
