"""Mediation of labour disputes by the bodies that the union runs (劳动争议调解)."""
