"""Many evaluations, and a document of their own: examples of a pack, plans, differences."""
