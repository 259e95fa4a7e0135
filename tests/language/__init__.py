"""Languages: the catalogue is whole, nothing bypasses it, and German pages read as German."""
