"""What people fill in on the way from a file to figures."""
