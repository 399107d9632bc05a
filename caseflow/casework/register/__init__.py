"""The register of workers and employers across matters (职工、单位档案)."""
