"""Taking lists and reports away as tables: whichever view says how it is listed has an export (导出)."""
