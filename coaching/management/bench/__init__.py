"""What `make bench` does: a throw-away database of many reps, the app as in production, budgets beside measured values.

Nothing here can be reached in an app that runs: the two views of the bench stand in a site map of their own,
which the bench alone serves.
"""
