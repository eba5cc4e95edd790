"""Read, write and scaffold proposals; importers from other formats."""
