"""The directory as everybody sees it: offices, who held them, how they are addressed.

No address or number of an office ever stands here: letters go through campaigns.
"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.http import public_page
from officials.exporting import popolo_document
from officials.forms import DirectoryForm
from officials.languages import direction
from officials.models import InstitutionMembership, Post
from officials.models.tenure import newest_first

POSTS_ON_A_PAGE = 30


@require_safe
@public_page(max_age=300)
def post_list(request: HttpRequest) -> HttpResponse:
    form = DirectoryForm(request.GET)
    posts = Post.objects.public().with_holders().chosen(**form.asked)
    page = Paginator(posts, POSTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "narrowed": any(form.asked.values()),
    }
    return render(request, "officials/post_list.html", context)


@require_safe
@public_page(max_age=300)
def post_detail(request: HttpRequest, slug: str) -> HttpResponse:
    post = get_object_or_404(Post.objects.public().with_address(), slug=slug)
    today = timezone.localdate()
    holder = post.holder_on(today)
    contact = post.contact_for("email")
    context = {
        "post": post,
        "holder": holder,
        "others": [tenure for tenure in newest_first(post.tenures.all()) if tenure != holder],
        "addresses": [
            {
                "language": language.label,
                "code": language.value,
                "direction": direction(language),
                "office": post.office_in(language),
                "form": post.salutation(language=language, on=today),
            }
            for language in post.written_in
        ],
        "reached": contact is not None,
        "seats": InstitutionMembership.objects.of_country(post.country).on(today),
        "checked_on": contact.verified_on if contact else None,
    }
    return render(request, "officials/post_detail.html", context)


@require_safe
@public_page(max_age=3600)
def directory(request: HttpRequest) -> HttpResponse:
    """The directory as Popolo JSON, for whoever wants to use it: without any contact."""
    how = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(popolo_document(), json_dumps_params=how)
