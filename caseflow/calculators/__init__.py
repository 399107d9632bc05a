"""Reckonings for the worker, pure and with their source; always 参考测算, never a decision."""
