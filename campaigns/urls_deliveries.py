"""Addresses of deliveries: the public proof, and the desk."""

from django.urls import path

from .views import deliveries, delivery_deeds, proof

CAMPAIGN = "desk/campaigns/<int:pk>/deliveries/"
ONE = "desk/deliveries/<int:pk>/"

urlpatterns = [
    path("campaigns/<slug:slug>/deliveries/<int:number>/", proof.delivery, name="delivery"),
    path(CAMPAIGN, deliveries.delivery_list, name="desk_deliveries"),
    path(CAMPAIGN + "new/", deliveries.new, name="desk_delivery_new"),
    path(ONE, deliveries.delivery_detail, name="desk_delivery"),
    path(ONE + "edit/", deliveries.edit, name="desk_delivery_edit"),
    path(ONE + "code/", deliveries.code, name="desk_delivery_code"),
    path(ONE + "fetch/", deliveries.fetch, name="desk_delivery_fetch"),
    path(ONE + "<slug:name>/", delivery_deeds.deed, name="desk_delivery_deed"),
]
