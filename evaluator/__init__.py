"""Evaluate proposals for CPT Category II codes against published criteria."""
