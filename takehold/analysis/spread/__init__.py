"""One or two people, or widespread? A posterior of the excess that names nobody."""
