"""A letter is brought to whom it is for: every attempt, and what came of it (送达, domain §2.3 N5–N7)."""
