"""What every page of the site begins with, and the pages on which teams and people come in."""
