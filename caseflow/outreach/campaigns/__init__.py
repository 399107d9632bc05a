"""Campaigns by area: whom they reach, who was there, letters to many at once (分片区专项行动)."""
