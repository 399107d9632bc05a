"""Headers that tell browsers what this site never does."""

from flask import Flask, Response, request

from caseflow.web.assets import ASSETS

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self'; script-src 'self'; "
    "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",  # CSRF protection over HTTPS reads it
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TWO_YEARS = 63_072_000


def add_security(app: Flask) -> None:
    """Send the headers with every answer that brings none of its own.

    Only plain files may be kept by browsers and proxies.
    """
    headers = dict(HEADERS)
    if app.config["SETTINGS"].production:
        headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"

    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.endpoint not in ASSETS:
            response.headers["Cache-Control"] = "no-store"
        return response

    app.after_request(protect)
