"""How an office is addressed: in its language, by its holder, or by its title."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from officials.models import FormOfAddress, Post
from tests.factories.officials import (
    make_form_of_address,
    make_person,
    make_post,
    make_tenure,
)

pytestmark = pytest.mark.django_db

ANNAN = {"name": "Kofi Annan", "family_name": "Annan", "honorific_prefix": "Mr"}


# How an office is addressed


DEFAULTS = {
    "en": ("Dear Kofi Annan,", "Yours sincerely,"),
    "fr": (
        "À l’attention de Kofi Annan,",
        "Veuillez agréer l’expression de ma haute considération.",
    ),
    "es": ("A la atención de Kofi Annan:", "Le saluda atentamente,"),
    "ar": ("حضرة Kofi Annan،", "وتفضلوا بقبول فائق الاحترام والتقدير،"),
    "ru": ("Здравствуйте, Kofi Annan!", "С уважением,"),
    "zh": ("尊敬的Kofi Annan：", "此致敬礼"),
}


@pytest.mark.parametrize("language", DEFAULTS)
def test_the_plain_form_names_the_holder_in_six_languages(language):
    post = make_post(holder="Kofi Annan", language=language)
    form = post.salutation(on=date(2006, 1, 1))
    assert (form.salutation, form.closing) == DEFAULTS[language]
    assert form.envelope_name == "Kofi Annan"


def test_a_vacant_office_is_addressed_by_its_title():
    post = make_post(label="President of the Security Council")
    form = post.salutation()
    assert form.salutation == "Dear President of the Security Council,"
    assert form.envelope_name == "President of the Security Council"


def test_the_title_of_the_office_is_said_in_the_language_of_the_letter():
    post = make_post(label="Secretary-General", language="ar")
    make_form_of_address(post=post, language="ar", salutation="", office="الأمين العام")
    assert post.salutation().salutation == "حضرة الأمين العام،"
    assert post.office_in("ar") == "الأمين العام"
    assert post.office_in("en") == "Secretary-General"


def test_a_form_of_address_in_the_language_goes_before_the_plain_one():
    post = make_post(holder="Kofi Annan")
    make_form_of_address(post=post, language="fr", salutation="Excellence,")
    form = post.salutation(language="fr")
    assert form.salutation == "Excellence,"
    assert form.closing == "Veuillez agréer l’expression de ma haute considération."


def test_without_one_in_the_language_the_offices_own_language_serves():
    post = make_post(language="en")
    make_form_of_address(
        post=post, language="en", salutation="Excellency,", closing="Respectfully,"
    )
    assert post.salutation(language="ru")[1:] == ("Excellency,", "Respectfully,")


def test_a_language_without_a_plain_form_is_answered_in_english():
    assert make_post(label="Minister").salutation(language="sw").salutation == "Dear Minister,"


def test_a_region_or_a_script_does_not_change_the_language():
    post = make_post(label="Minister")
    assert post.salutation(language="zh-hans") == post.salutation(language="zh")


def test_an_arabic_form_of_address_stays_whole_and_runs_from_right_to_left():
    post = make_post(language="ar")
    form = make_form_of_address(post=post, language="ar", salutation="معالي الأمين العام،")
    assert post.salutation().salutation == "معالي الأمين العام،"
    assert form.direction == "rtl"


def test_the_form_of_address_follows_the_holder_of_the_day():
    post = make_post(label="Secretary-General")
    make_form_of_address(
        post=post,
        salutation="Dear {family_name} of {office},",
        envelope_name="{formal_name}, {office}",
    )
    make_tenure(post=post, person=make_person(**ANNAN), start="1997", end="2006")
    then, now = post.salutation(on=date(2005, 1, 1)), post.salutation(on=date(2007, 1, 1))
    assert then.salutation == "Dear Annan of Secretary-General,"
    assert then.envelope_name == "Mr Kofi Annan, Secretary-General"
    assert now.envelope_name == "Secretary-General"


def test_other_braces_in_a_form_of_address_are_left_alone():
    post = make_post()
    make_form_of_address(post=post, salutation="Dear {0.__class__} {unknown},")
    assert post.salutation().salutation == "Dear {0.__class__} {unknown},"


def test_a_form_of_address_is_one_per_language_and_says_something():
    post = make_post()
    make_form_of_address(post=post)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_form_of_address(post=post)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_form_of_address(post=post, language="fr", salutation="")
    assert FormOfAddress.objects.count() == 1


def test_all_that_a_letter_needs_is_fetched_at_once(django_assert_num_queries):
    for number in range(3):
        post = make_post(email=f"office{number}@state.example.org", holder="Ada Person")
        make_form_of_address(post=post)
    with django_assert_num_queries(4):
        for post in Post.objects.with_address():
            assert post.salutation(on=date(2026, 1, 1)).salutation == "Excellency,"
            assert post.contact_for("email")
            assert post.accredited_to == ""
