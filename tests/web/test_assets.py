"""Plain files: kept by browsers for as long as they do not change."""

import re
from datetime import timedelta
from html import unescape

from flask.testing import FlaskClient


def test_every_file_of_a_page_has_an_address_that_changes_with_it(client: FlaskClient) -> None:
    found = re.findall(r'(?:src|href)="(/[^"]+\.(?:css|js|svg)[^"]*)"', client.get("/sign-in").text)
    addresses = [unescape(address) for address in found]
    assert len(addresses) >= 4
    for address in addresses:
        assert re.search(r"\?v=[0-9a-f]{8}$", address)
        answer = client.get(address, buffered=True)
        assert answer.status_code == 200
        assert answer.cache_control.max_age == timedelta(days=365).total_seconds()
