"""Saved proposals in a database: every version is kept, and none is ever written over."""
