"""Who decides, what for, and on which ground: bodies, priorities and values, requests, decisions with their conditions, commitments, and directives on the ground of compliance or safety alone."""
