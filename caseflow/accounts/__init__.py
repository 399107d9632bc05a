"""People, units and signing in."""
