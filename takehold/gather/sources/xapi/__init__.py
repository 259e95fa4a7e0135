"""xAPI: what learning systems tell of trainings, asked for or sent. Teams, never persons."""
