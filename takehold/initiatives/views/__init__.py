"""Pages on which changes are made and alerts answered."""
