"""Commands that work on files: no server, no Django, nothing kept."""
