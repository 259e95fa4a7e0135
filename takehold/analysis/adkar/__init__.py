"""Which of the five elements of ADKAR stops people, and whether the five are an order at all."""
