"""What the answers say of those who did not answer: weights, bounds, and late against early."""
