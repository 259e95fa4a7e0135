"""The methods: arrays in, frozen verdicts out. No Django, no SQL, no files, no clock, no global randomness."""
