"""Pages that are the same for everybody, and forms that other sites cannot send."""

from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from core.http import Answer, page_of, private_link, public_page, public_post


def answer(request):
    return HttpResponse("ok")


def test_a_public_page_may_be_kept_and_its_post_may_not():
    page = public_page(max_age=10)(answer)
    kept = page(RequestFactory().get("/"))["Cache-Control"]
    assert "public" in kept
    assert "max-age=10" in kept
    assert "Cache-Control" not in page(RequestFactory().post("/"))


def test_a_form_sent_by_another_site_is_refused():
    form = public_post(answer)
    foreign = RequestFactory().post("/", headers={"Sec-Fetch-Site": "cross-site"})
    own = RequestFactory().post("/", headers={"Sec-Fetch-Site": "same-origin"})
    assert form(foreign).status_code == 403
    assert form(own).status_code == 200
    assert "no-store" in form(own)["Cache-Control"]


def test_a_private_link_is_not_kept_nor_passed_on():
    response = private_link(answer)(RequestFactory().get("/"))
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_a_view_that_says_how_long_it_may_be_kept_is_left_to_it():
    def view(request):
        return HttpResponse("x", headers={"Cache-Control": "no-store"})

    answer = public_page(max_age=60)(view)(RequestFactory().get("/"))
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_path_of_a_page_is_that_of_the_address_table():
    token = "eyJ0ZXN0Ig:1vMabc:" + "aB3_-" * 100
    assert page_of("campaigns:confirm", token) == reverse("campaigns:confirm", args=[token])
    assert page_of("campaigns:sign", "a-slug") == reverse("campaigns:sign", args=["a-slug"])


def test_two_answers_of_one_page_share_no_headers():
    kept = Answer(b"x", {"Content-Type": "text/plain"})
    first, second = (kept.respond(RequestFactory().get("/")) for _each in range(2))
    first["X-More"] = "of the first alone"
    assert "X-More" not in second
    assert second["content-type"] == "text/plain"
    assert second["ETag"] == kept.etag
