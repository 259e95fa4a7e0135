"""Is a process done the same way everywhere, at an equal mix of cases?"""
