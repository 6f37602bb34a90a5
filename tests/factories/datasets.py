"""Files of data sets: the real sample of UCDP, and rows of an invented place under both headers."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from situations.importing.acled import HEADER as ACLED
from situations.importing.ucdp import HEADER as UCDP

SAMPLE = Path(__file__).parent.parent / "data" / "ucdp-ged-sample.csv"

UCDP_ROW = dict.fromkeys(UCDP, "") | {
    "id": "1",
    "code_status": "Clear",
    "type_of_violence": "3",
    "side_a": "Men of the ford",
    "side_b": "Civilians",
    "source_article": "Valley Monitor, 17 April",
    "where_prec": "2",
    "where_coordinates": "Lower town",
    "adm_1": "Upper Valley",
    "latitude": "3.5",
    "longitude": "29.5",
    "country_id": "516",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2020-04-17 00:00:00.000",
    "date_end": "2020-04-17 00:00:00.000",
    "best": "4",
    "high": "9",
    "low": "3",
}
ACLED_ROW = dict.fromkeys(ACLED, "") | {
    "event_id_cnty": "AZA1",
    "event_date": "17 April 2020",
    "time_precision": "1",
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "actor1": "Men of the ford",
    "inter1": "3",
    "actor2": "Civilians (Azania)",
    "inter2": "7",
    "iso": "108",
    "admin1": "Upper Valley",
    "location": "Lower town",
    "latitude": "-3.5",
    "longitude": "29.5",
    "geo_precision": "1",
    "source": "Valley Monitor",
    "notes": 'On 17 April, men entered\nthe "market".',
    "fatalities": "4",
}


def sheet(
    rows: Iterable[dict[str, str]],
    *,
    header: Sequence[str] = UCDP,
    start: str = "",
    delimiter: str = ",",
) -> io.BytesIO:
    """A file with the columns of `header`, as a browser would hand it in."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO((start + text.getvalue()).encode())
