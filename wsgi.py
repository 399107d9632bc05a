"""The entry point of web servers and of `flask --app wsgi`."""

from caseflow.app import create_app
from config import from_environment

app = create_app(from_environment())
