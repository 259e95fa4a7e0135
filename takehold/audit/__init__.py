"""Who did what, tamper-evident. The only history, and free of personal content."""
