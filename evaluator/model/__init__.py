"""Frozen data without behaviour: answers, proposals, criteria, evaluations."""
