"""Official documents: declared as data, filled from the proceeding, printed, signed, kept (文书)."""
