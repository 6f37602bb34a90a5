"""Every address of the site. Each app spells its own in full."""

from django.contrib import admin
from django.urls import include, path

from . import erasing, views

urlpatterns = [
    path("mine/erased/", erasing.erased, name="own_erased"),
    path("mine/<str:token>/erase/", erasing.erase_everything, name="own_erase"),
    # What is asked for most is found first.
    path("", include("campaigns.urls")),
    path("", views.home, name="home"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("desk/", views.desk, name="desk"),
    path("", include("situations.urls")),
    path("", include("officials.urls")),
    path("", include("alerts.urls")),
    path("", include("outbox.urls")),
    path("", include("accounts.urls")),
    path("", include("accounts.login_urls")),
    path("admin/", admin.site.urls),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
