"""Registers of the union's people on the ground, not processes: 三员."""
