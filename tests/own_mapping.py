"""The smallest mapping of a table of one's own."""

OWN = """id = "own"
title = "Our list"
[[field]]
to = "id"
from = "No"
[[field]]
to = "measure.title"
from = "Title"
"""
