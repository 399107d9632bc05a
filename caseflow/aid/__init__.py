"""Legal aid for workers: given by the union, or sought from the state's legal-aid centre (法律援助)."""
