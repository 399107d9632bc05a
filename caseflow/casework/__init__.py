"""What all processes share: matters, proceedings, clocks, the engine, the audit chain."""
