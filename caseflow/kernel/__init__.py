"""The meaning of processes, periods and roles: pure Python, standard library only."""
