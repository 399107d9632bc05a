"""Messages about a proceeding that left the house, on its page (外发消息)."""

from datetime import datetime
from typing import Any

from caseflow.casework.delivery import outbox
from caseflow.casework.files import File
from caseflow.casework.reveals import is_of_the_union
from caseflow.web.proceedings.panels import Panel, Place
from caseflow.web.proceedings.values import Reader


def contribution(file: File[Any], reader: Reader, at: datetime) -> Panel | None:
    """What went to whom and how it stands, for people of the union."""
    lines = outbox.of_proceeding(file.proceeding.id) if is_of_the_union(reader.viewer) else []
    return Panel(Place.ABOUT, "delivery/panel.html", lines) if lines else None
