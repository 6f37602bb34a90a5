"""Addresses of a signer's own page. What erases everything stands at the roof, which sees all apps.

Every address with a token in it is behind an emailed link.
"""

from django.urls import path

from .views import copies, own

PETITION = "<str:token>/petition/<int:petition>/"

OWN = [
    path("", own.find, name="own_find"),
    path("sent/", own.sent, name="own_sent"),
    path("data/<str:token>/", copies.data, name="own_data"),
    path("data/<str:token>/my-data.<str:form>", copies.data_file, name="own_data_file"),
    path("<str:token>/", own.page, name="own_page"),
    path("<str:token>/copy/", own.copy, name="own_copy"),
    path("<str:token>/stop-updates/", own.stop_updates, name="own_stop_updates"),
    path(PETITION + "choices/", own.choices, name="own_choices"),
    path(PETITION + "name/", own.correct, name="own_correct"),
    path(PETITION + "withdraw/", own.withdraw, name="own_withdraw"),
    path("<str:token>/letter/<uuid:public_id>/", own.letter, name="own_letter"),
]
