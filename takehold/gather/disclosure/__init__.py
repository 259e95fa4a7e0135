"""The disclosure engine: the only reader of answers. What it lets out is a function of groups of five at least."""
