"""Reports as they were submitted, and beside each what has been corrected since (上报快照)."""
