"""Transfers to courts, procuratorates, inspection, justice and other bodies (移送协作, 五方联动)."""
