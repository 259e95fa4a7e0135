"""Every page at ten times the demo: 10,000 people, 500 teams, 30 changes, 3 years."""
