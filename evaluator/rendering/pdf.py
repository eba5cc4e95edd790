"""A page as PDF for a board or an archive: tagged, with bookmarks, and nothing fetched; only this module prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluator.errors import NotInstalledError
from evaluator.extras import library

if TYPE_CHECKING:
    import datetime

_VARIANT = "pdf/ua-1"
_PANGO = (
    "PDF needs the Pango libraries, which are not on this machine; install them (Debian and Ubuntu: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango), "
    "or use -f html and print it from a browser"
)


def pdf_of(page: str, day: datetime.date, mark: str) -> bytes:
    """Print an HTML page to PDF; `day` is its date and `mark` its identifier, so that the bytes are always the same.

    Raises:
        NotInstalledError: if WeasyPrint or the libraries that it draws with are not installed.
    """
    weasyprint = prepare()
    # What the page holds itself, such as a logo written as data, is shown; no address is followed.
    fetcher = library("weasyprint.urls", "reports", "PDF").URLFetcher(allowed_protocols={"data"})
    document = weasyprint.HTML(string=page, url_fetcher=fetcher).render()
    document.metadata.created = document.metadata.modified = day.isoformat()
    document.metadata.generator = "cat2"
    printed: bytes = document.write_pdf(pdf_variant=_VARIANT, pdf_identifier=mark.encode())
    return printed


def prepare() -> Any:
    """Load WeasyPrint and the libraries that it draws with.

    Raises:
        NotInstalledError: if one of them is not installed.
    """
    try:
        return library("weasyprint", "reports", "PDF")
    except OSError:  # it loads shared libraries when it is imported
        raise NotInstalledError(_PANGO) from None
