"""“Something wrong? Tell us”: anybody proposes a correction; staff decide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core.http import public_page, public_post
from officials.forms import ProposalForm
from officials.models import Post
from officials.services import propose_change


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form; take what was filled in."""
    post = get_object_or_404(Post.objects.public().with_holders(), slug=slug)
    answer = take_proposal if request.method == "POST" else empty_form
    return answer(request, post)


@public_page(max_age=300)
def empty_form(request: HttpRequest, post: Post) -> HttpResponse:
    return show_form(request, post, ProposalForm())


@public_post
def take_proposal(request: HttpRequest, post: Post) -> HttpResponse:
    """Keep it; what a program filled in gets the same answer and is not kept."""
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return show_form(request, post, form)
    if not form.trapped:
        said = form.cleaned_data
        propose_change(
            post=post,
            field=said["field"],
            value=said["value"],
            source_url=said["source_url"],
        )
    return redirect("officials:proposed", slug=post.slug)


@require_safe
@public_page(max_age=300)
def proposed(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens now: the same to everybody."""
    post = get_object_or_404(Post.objects.public(), slug=slug)
    return render(request, "officials/proposed.html", {"post": post})


def show_form(request: HttpRequest, post: Post, form: ProposalForm) -> HttpResponse:
    context = {"post": post, "form": form}
    return render(request, "officials/propose.html", context)
