"""One module per format: each turns a file into columns and numbered rows of text. Run only inside the sandbox."""
