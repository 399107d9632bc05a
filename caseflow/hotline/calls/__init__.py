"""Calls back: appointments within capacity, attempts, the call that closes a ticket (回拨与回访)."""
