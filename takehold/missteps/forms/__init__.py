"""Forms: a misstep in our own words, a promise, and what becomes of both."""
