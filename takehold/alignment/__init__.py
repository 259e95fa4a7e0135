"""The inside first: whether those who bring a change agree with it themselves, what goals and rewards pull for or against it, and how much is asked of the same people at once."""
