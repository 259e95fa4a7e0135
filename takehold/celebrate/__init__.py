"""What went well is seen: wins found from the data and told by people, published by those who lead, named only with a yes."""
