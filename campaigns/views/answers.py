"""The public account of a campaign, and the page on which an office answers for itself."""

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.account import Account, account_of_campaign, rate_of_accounts
from campaigns.forms.answers import OfficeForm
from campaigns.models import Campaign
from campaigns.open_account import HEAD, as_data, as_rows
from campaigns.services.office_words import confirm_office_word, say_as_office, word_behind
from core.forms import show_refusal
from core.http import (
    in_language,
    private_link,
    public_page,
    public_post,
    see_other,
)
from core.rules import RuleRefused
from core.tokens import TokenRefused
from officials.models import Post

from .numbers import OPEN
from .signature_link import link_refused


@require_safe
@public_page(max_age=60)
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was asked, what reached them, what they answered and did: a picture and a table."""
    campaign, accounts = _account(slug)
    drawn = [lane for lane in (row.lane() for row in accounts) if lane]
    context = {
        "campaign": campaign,
        "text": campaign.text_in(get_language()),
        "accounts": accounts,
        "lanes": drawn,
        "today": timezone.localdate(),
        "rate": rate_of_accounts(accounts),
    }
    return render(request, "campaigns/answers.html", context)


@require_safe
def answers_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The table, one office to a line."""
    campaign, accounts = _account(slug)
    lines = StringIO()
    writer = csv.writer(lines)
    writer.writerow(HEAD)
    writer.writerows(as_rows(accounts))
    name = f"{campaign.reference}-answers.csv"
    return HttpResponse(
        lines.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={**OPEN, "Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def answers_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as one object, with the texts of answers."""
    campaign, accounts = _account(slug)
    data = as_data(accounts, campaign=campaign, rate=rate_of_accounts(accounts))
    return JsonResponse(data, headers=OPEN, json_dumps_params={"ensure_ascii": False})


@require_http_methods(["GET", "HEAD", "POST"])
@public_post
def office_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Where an office answers, corrects, or asks to be written to otherwise. Anybody can open it.

    What is sent counts once the office's own mailbox has confirmed it; the answer never says
    whether there is one.
    """
    post = get_object_or_404(Post.objects.public().with_address(), slug=slug)
    form = OfficeForm(request.POST or None, post=post)
    if request.method == "POST" and form.is_valid():
        try:
            say_as_office(post=post, **form.said())
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            return see_other(in_language(reverse("campaigns:office_sent", args=[slug])))
    context = {"post": post, "form": form}
    return render(request, "campaigns/office_page.html", context)


@require_safe
@public_page(max_age=60)
def office_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens next: the same to everybody, whatever became of it."""
    post = get_object_or_404(Post.objects.public().with_holders(), slug=slug)
    return render(request, "campaigns/office_sent.html", {"post": post})


@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def office_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was said in the office's name, and a button; only the button counts."""
    try:
        if request.method == "POST":
            word, text = confirm_office_word(token=token), ""
        else:
            word, text = word_behind(token=token)
    except TokenRefused as refused:
        return link_refused(request, refused)
    context = {"word": word, "text": text}
    return render(request, "campaigns/office_confirm.html", context)


def _account(slug: str) -> tuple[Campaign, list[Account]]:
    campaign = get_object_or_404(Campaign.objects.public().for_pages(), slug=slug)
    return campaign, account_of_campaign(campaign)
