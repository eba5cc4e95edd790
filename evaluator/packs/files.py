"""The TOML files of a pack: read them, remember their lines, collect their faults."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli

from evaluator.errors import Fault, toml_fault

Toml = dict[str, Any]


class PackFiles:
    """Reads the files of one pack folder and gathers what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self._texts: dict[str, str] = {}

    def read(self, name: str, *, required: bool = True) -> Toml:
        """Read one TOML file; a missing optional file is empty, one that cannot be read is noted and empty."""
        text = self._text(name, required=required)
        if text is None:
            return {}
        self._texts[name] = text
        try:
            return tomli.loads(text, parse_float=Decimal)
        except tomli.TOMLDecodeError as error:
            self.faults.append(
                toml_fault(error, self._shown(name), "Mend the syntax; the rest of the file was not read.")
            )
            return {}
        except RecursionError:
            self.fault(name, "", "brackets or names too deep inside each other", "TOML as in docs/pack-format.md")
            return {}

    def _text(self, name: str, *, required: bool) -> str | None:
        try:
            return (self.folder / name).read_bytes().decode()
        except UnicodeDecodeError:
            self.fault(name, "", "bytes that are not UTF-8", "UTF-8 text", "Save the file as UTF-8.")
        except (FileNotFoundError, NotADirectoryError, ValueError):  # a name with a null character is a ValueError
            if required:
                self.fault(name, "", "no such file", "a TOML file", "Add it, or take its name out of pack.toml.")
        except OSError as error:  # it is there: without what it says, another pack would be in force
            found, step = f"a file that cannot be read ({error.strerror})", "See that you may read it."
            self.fault(name, "", found, "a TOML file", step)
        return None

    def fault(  # noqa: PLR0913  a fault names place, found, expected and next step
        self, file: str, where: str, found: str, expected: str, next_step: str = "", *, near: str = ""
    ) -> None:
        """Note a fault; `near` is text to look for to name the line."""
        self.faults.append(Fault(where, found, expected, next_step, self._shown(file), self._line(file, near)))

    def digest(self, base: str = "") -> str:
        """Hash the texts read, by name: the same files give the same digest wherever they lie.

        `base` is the digest of what they build on.
        """
        sha = hashlib.sha256(base.encode())
        for name, text in sorted(self._texts.items()):
            sha.update(f"{name}\0{text}\0".replace("\r\n", "\n").encode())
        return sha.hexdigest()

    def _shown(self, file: str) -> str:
        return Path(self.folder.name, file).as_posix()

    def _line(self, file: str, near: str) -> int | None:
        if not near:
            return None
        for number, line in enumerate(self._texts.get(file, "").splitlines(), 1):
            if near in line:
                return number
        return None
