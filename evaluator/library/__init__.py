"""The names that a program imports from `evaluator`: load, evaluate, render, and what notebooks and rule tests need."""
