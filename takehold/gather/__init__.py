"""Every way in for data: uploaded exports, tallies seen with one's own eyes."""
