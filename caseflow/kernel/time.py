"""The only reader of the wall clock; everything below the edge takes the time as an argument."""

from datetime import UTC, datetime


def utcnow() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)
