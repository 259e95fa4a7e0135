"""What went well is seen: wins found from the data and told by people, named only with a yes; and what each person says would help, for that person first."""
