"""Lists and reports to take away: who, why, how many rows, on record; long ones made in a job (导出)."""
