"""A workaround is a message: tools that people found for themselves, told by them or seen in logs, the need behind each, and a way out that meets it."""
