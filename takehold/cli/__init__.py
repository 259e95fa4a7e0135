"""The command line: ``main`` works on files without a server, ``site`` runs the server."""
