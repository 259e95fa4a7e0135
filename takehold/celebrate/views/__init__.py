"""Pages on which wins are told, published and seen."""
