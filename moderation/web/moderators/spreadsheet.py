"""Tables to take away: CSV as Excel reads it, in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from flask import Response

Cell = str | int | float | None
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell may not begin with: a spreadsheet would calculate it."""


def safe(cell: Cell) -> Cell:
    """A cell that stays text: with a ' before what a spreadsheet would take for a formula.  Numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" \u00a0\u3000").startswith(FORMULA) else cell


def lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a CSV file, one at a time; first the mark by which Excel knows UTF-8."""
    kept = io.StringIO()
    writer = csv.writer(kept)
    yield "\ufeff"
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
        yield kept.getvalue()
        kept.seek(0)
        kept.truncate()


def download(name: str, kind: str, rows: Iterable[str]) -> Response:
    """An answer that a browser saves as a file."""
    response = Response(rows, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_file(name: str, rows: Iterable[Sequence[Cell]]) -> Response:
    """Rows as a CSV file; the first names the columns."""
    return download(f"{name}.csv", "text/csv", lines(rows))
