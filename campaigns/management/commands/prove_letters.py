"""Prove that every confirmed letter is somewhere: queued, held, sent or given back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.services.proving import ASTRAY, PLACES, prove_letters


class Command(BaseCommand):
    help = "Count where every confirmed letter is. Ends with an error if one is nowhere."

    def handle(self, *args: Any, **options: Any) -> None:
        proof = prove_letters()
        for place, words in PLACES.items():
            self.stdout.write(f"{proof.places[place]:>9}  {words}")
        for place, number in sorted(proof.astray.items()):
            self.stdout.write(f"{number:>9}  ! {ASTRAY.get(place, place)}")
        self.stdout.write(f"{proof.confirmed:>9}  letters were confirmed")
        if not proof.holds:
            raise CommandError("Some letters are nowhere: see the lines with “!”.")
