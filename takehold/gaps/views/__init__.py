"""Pages on which gaps are found, understood and answered."""
