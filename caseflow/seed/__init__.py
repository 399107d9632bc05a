"""Demo data: an invented office at work, reached through legal actions only (演示数据)."""
