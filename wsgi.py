"""The entry point of web servers and of `flask --app wsgi`."""

import gc

from werkzeug.middleware.proxy_fix import ProxyFix

from caseflow.app import create_app
from config import from_environment

settings = from_environment()
app = create_app(settings)
if proxies := int(settings.trusted_proxies):
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=1)  # type: ignore[method-assign]
gc.freeze()  # what lives as long as the process is not searched for garbage while people wait
