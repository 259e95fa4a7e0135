"""Systems that are asked for their records: what is the same for all lies here, what is special in a folder of its own."""
