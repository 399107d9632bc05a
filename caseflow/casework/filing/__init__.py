"""A file is put away: whole, or with somebody's consent; kept as long as the office's list says (归档)."""
