"""A form that a person sent: read up to a limit, and only from a page of ours."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from fastapi import Request

from graph.errors import UsageError

MOST_FIELDS = 250


async def form(request: Request, most_bytes: int, too_long: str) -> dict[str, str]:
    """Return the fields of a form that a page of ours sent; a browser ends lines with two letters, we with one.

    Raises UsageError for a form of another site, and with the sentence `too_long` for one of more than `most_bytes`.
    """
    _from_our_own_page(request)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most_bytes:
            raise UsageError(too_long)
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        raise UsageError("This form has too many fields; send it from the page here.") from None
    return {key: values[0].replace("\r\n", "\n") for key, values in fields.items()}


def _from_our_own_page(request: Request) -> None:
    """Refuse a form that a page of another site sends through a person's browser."""
    site = request.headers.get("sec-fetch-site")
    if site is None:  # an older browser, or no browser at all
        origin = request.headers.get("origin")
        own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    else:
        own = site in ("same-origin", "none")
    if not own:
        raise UsageError("This form was not sent from a page of this server; open it here and try again.")
