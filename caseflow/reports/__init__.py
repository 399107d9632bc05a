"""Figures, each defined once: pages, exports, the annual text and the commands show the same (统计报表)."""
