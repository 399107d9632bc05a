"""Taking over what was kept in files: ledgers of past years, published letters, the unit tree (台账导入).

Nothing is written past the processes: a row becomes the legal actions it must have gone through, each on its
own past day, written down today, and taken by technical accounts that nobody can sign in to.
"""
