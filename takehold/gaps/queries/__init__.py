"""What may be asked about gaps, their chains and their evidence."""
