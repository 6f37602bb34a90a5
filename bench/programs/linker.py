"""The links that the visitor's mails bring, made for all of them beforehand."""

from pathlib import Path

from bench.programs.stage import serve
from bench.programs.visitor import COUNTRY, NAME, address_of
from campaigns.models import Petition
from campaigns.services.signing import Signing, confirmation_link

FILE = Path("var/bench/links.txt")


def links(petition: int, number: int, mark: int) -> dict[str, object]:
    """Write the paths, a line each, in the order in which the visitor signs."""
    chosen = Petition.objects.select_related("campaign").get(pk=petition)
    made = []
    for each in range(number):
        signing = Signing(name=NAME, email=address_of(f"{mark}", each), country=COUNTRY)
        link = confirmation_link(chosen, signing)
        made.append(link[link.index("/campaigns/") :])
    FILE.write_text("\n".join(made) + "\n")
    return {"file": str(FILE)}


if __name__ == "__main__":
    serve(links=links)
