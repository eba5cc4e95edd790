"""The tables as they are now; the steps that lead here are in `evaluator/store/migrations`."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, ForeignKeyConstraint, Integer, MetaData, String, Table, Text

METADATA = MetaData()

PROPOSALS = Table(
    "proposals",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
    Column("created", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("head", Integer, nullable=False),
)
VERSIONS = Table(
    "versions",
    METADATA,
    Column("proposal", String(32), ForeignKey("proposals.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("parent", Integer, nullable=True),
    Column("kind", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("written", String(32), nullable=False),
    Column("data", Text, nullable=False),
)
CONFLICTS = Table(
    "conflicts",
    METADATA,
    Column("proposal", String(32), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("settled", Boolean, nullable=False),
    ForeignKeyConstraint(["proposal", "version"], ["versions.proposal", "versions.number"]),
)
REVIEWS = Table(
    "reviews",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("proposal", String(32), ForeignKey("proposals.id"), nullable=False),
    Column("file", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("added", String(32), nullable=False),
)
KEPT = Table("kept", METADATA, Column("name", String(64), primary_key=True), Column("value", Text, nullable=False))
