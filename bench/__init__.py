"""Measures caseflow beside the least that the same work can cost: `python -m bench`, or `make bench`."""
