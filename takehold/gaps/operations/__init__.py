"""What may be done about gaps: open, explain, cite, end; and what becomes of what was cited."""
