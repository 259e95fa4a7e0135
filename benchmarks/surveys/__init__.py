"""Survey day: many people answer at once while a file is being imported."""
