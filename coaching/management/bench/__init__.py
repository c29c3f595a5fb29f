"""`make bench`: measures the app as in production, on a throw-away database of many reps, against its budgets.

The two views of the bench are in a URLconf of their own, which only the bench's server uses, so that no other
server answers them.
"""
