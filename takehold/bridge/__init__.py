"""What is done about a gap: practices to choose from, actions with owner and date, and whether they worked."""
