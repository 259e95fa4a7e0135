"""CloudEvents over HTTP: any system that tells of what happens as it happens."""
