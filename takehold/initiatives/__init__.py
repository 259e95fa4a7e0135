"""A change: why, for whom, led and co-owned by whom, what people would do differently, and how that stands."""
