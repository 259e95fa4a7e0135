"""Which services a log shows: names on the network matched to a catalogue and counted by week and group, nobody in person."""
