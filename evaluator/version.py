"""The version of this engine, as results name it."""

VERSION = "0.1.0"
