"""The clauses from which letters are written: the program's, and the office's own (条款库)."""
