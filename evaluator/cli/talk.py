"""Talk on standard error: what `-q` silences, and what `-v` adds."""

from __future__ import annotations

from dataclasses import dataclass

from evaluator.cli.output import say
from evaluator.model.criteria import Pack
from evaluator.packs import load_pack
from evaluator.packs.finding import pack_folder

_SHOWN_OF_DIGEST = 12


@dataclass(frozen=True)
class Talk:
    """How much a command tells beside what it prints; `quiet` wins over `verbose`."""

    quiet: bool = False
    verbose: bool = False

    def say(self, text: str) -> None:
        """Tell what anyone would want to know."""
        say(text, quiet=self.quiet)

    def more(self, text: str) -> None:
        """Tell what was asked for with -v."""
        if self.verbose:
            self.say(text)

    def read(self, **files: object) -> None:
        """Tell which files of the user's own were read, by what they are; one that was not named is None."""
        for what, file in files.items():
            if file is not None:
                self.more(f"{what}: {file}")


def told_pack(name: str | None, profile: str | None, talk: Talk) -> Pack:
    """Read a pack, under a profile if one is named, and tell which it is and where it lies.

    Raises:
        PackError: with every fault of it.
    """
    pack = load_pack(name, profile)
    if talk.verbose:
        # A profile says which pack it is for, and not where that lies.
        place = f", in {pack_folder(name).absolute()}" if name is not None or profile is None else ""
        talk.more(f"criteria: {pack.id}@{pack.edition}, digest {pack.digest[:_SHOWN_OF_DIGEST]}{place}")
        if pack.profile is not None:
            talk.more(f"profile: {profile}, digest {pack.profile.digest[:_SHOWN_OF_DIGEST]}")
    return pack
