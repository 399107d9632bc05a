"""Files bound into one PDF: cover, list of contents, papers and attachments with page stamps (卷宗装订)."""
