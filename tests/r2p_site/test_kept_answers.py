"""What was made a moment ago: handed out whole, made anew by one, in front of Django and within."""

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test import RequestFactory

from core.http import Answer
from r2p_site.kept_answers import SHELF, KeptAnswers, KeptAnswersMiddleware
from tests.factories.campaigns import make_campaign


class Site:
    """What stands behind the first middleware: it answers as told, and counts how often."""

    def __init__(self, settings):
        settings.PAGE_KEPT_SECONDS = 60
        self.asked, self.answer = 0, self.page("old")
        self.first = KeptAnswersMiddleware(self)

    def __call__(self, request):
        self.asked += 1
        return self.answer(request)

    @staticmethod
    def page(text):
        return Answer(text.encode(), {"Content-Type": "text/plain"}).respond

    def get(self, **more):
        return self.first(RequestFactory().get("/page/", **more))

    def grow_old(self):
        for key, (at, kept) in SHELF._kept.items():
            SHELF._kept[key] = (at - 3600, kept)


def test_while_a_page_is_made_anew_the_others_get_the_old_one(settings):
    site = Site(settings)
    site.get()
    site.grow_old()
    meanwhile = []

    def make_anew(request):
        meanwhile.append(site.get().content)
        return site.page("new")(request)

    site.answer = make_anew
    assert site.get().content == b"new"
    assert meanwhile == [b"old"]
    assert (site.get().content, site.asked) == (b"new", 2)


def test_a_page_that_is_gone_is_gone_for_everybody_once_somebody_asked_anew(settings):
    site = Site(settings)
    site.get()
    site.grow_old()
    site.answer = lambda _request: HttpResponse(status=404)
    assert [site.get().status_code, site.get().status_code] == [404, 404]


def test_whoever_has_the_old_page_does_not_keep_it_alive_for_others(settings):
    site = Site(settings)
    old = site.get()["ETag"]
    site.grow_old()
    site.answer = lambda _request: HttpResponse(status=304)
    assert site.get(headers={"if-none-match": old}).status_code == 304
    site.answer = site.page("new")
    assert site.get().content == b"new"


def whole_site():
    """The whole site as a server asks it, and what it answers: status, headers, body."""
    application = KeptAnswers(get_wsgi_application())

    def ask(path, **more):
        heard = []

        def start(status, headers):
            heard.extend((status, dict(headers)))

        body = b"".join(application(RequestFactory().get(path, **more).environ, start))
        return *heard, body

    return ask


@pytest.fixture
def site(settings):
    settings.PAGE_KEPT_SECONDS = 60
    yield whole_site()
    SHELF.clear()


@pytest.mark.django_db(transaction=True)
def test_a_young_page_is_handed_out_before_django_is_asked(site, django_assert_num_queries):
    campaign = make_campaign()
    path = campaign.get_absolute_url()
    first = site(path)
    with django_assert_num_queries(0):
        second = site(path)
    assert first == second
    assert first[0] == "200 OK"
    assert {"Content-Security-Policy", "ETag", "Content-Length"} <= set(first[1])
    assert campaign.title.encode() in first[2]


@pytest.mark.django_db(transaction=True)
def test_whoever_has_it_is_told_so(site):
    path = make_campaign().get_absolute_url()
    _status, headers, _body = site(path)
    status, _headers, body = site(path, headers={"if-none-match": headers["ETag"]})
    assert (status, body) == ("304 Not Modified", b"")


@pytest.mark.django_db(transaction=True)
def test_each_language_host_and_scheme_has_its_own(site, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site = whole_site()
    path = make_campaign().get_absolute_url()
    secure = {"x-forwarded-proto": "https"}
    for _each in range(2):
        assert site(path)[0] == "301 Moved Permanently"
        assert b'lang="en"' in site(path, headers=secure)[2]
        assert b'lang="ar"' in site(f"{path}?lang=ar", headers=secure)[2]
        assert site(path, headers=secure | {"host": "elsewhere.test"})[0] == "400 Bad Request"
        assert site(f"{path}?lang=xx", headers=secure)[0] == "200 OK"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_where_nothing_may_be(site, settings):
    path = make_campaign().get_absolute_url()
    settings.PAGE_KEPT_SECONDS = 0
    site(path)
    settings.PAGE_KEPT_SECONDS = 60
    site("/desk/")
    assert not SHELF._kept
