"""A call that cannot be taken apart: place, what was found, what was expected and where to look, in our words."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("chek", "found 'chek'; expected one of new, check, "),
        ("chek", "Did you mean 'check'? See: cat2 --help"),
        ("--", "found no command; expected one of new, check, "),
        (
            "pack foo",
            "pack: found 'foo'; expected one of diff, docs, new, lint, test, list, show. See: cat2 pack --help",
        ),
        ("pack shw", "Did you mean 'show'? See: cat2 pack --help"),
        ("--foo", "--foo: found an unknown option; expected one of `cat2`. See: cat2 --help"),
        (
            "check --formt x",
            (
                "--formt: found an unknown option; expected one of `cat2 check`. Did you mean '--format'? "
                "See: cat2 check --help"
            ),
        ),
        ("check --foo", "--foo: found an unknown option; expected one of `cat2 check`. See: cat2 check --help"),
        ("check -vz", "-z: found an unknown option; expected one of `cat2 check`. See: cat2 check --help"),
        (
            "check x --pack",
            (
                "--pack: found nothing after it; expected PACK: a shipped pack (id or id@edition) or the folder of "
                "one. See: cat2 check --help"
            ),
        ),
        ("check --quiet=3 x", "--quiet: found a value; expected the option alone. See: cat2 check --help"),
        (
            "explain",
            (
                "explain: found no FILE; expected a proposal, or a saved result; - reads a proposal from standard "
                "input. See: cat2 explain --help"
            ),
        ),
        ("pack docs", "pack docs: found no -o; expected the folder to write into. See: cat2 pack docs --help"),
        (
            "whatif x",
            "whatif: found no --set; expected an answer to try, written as in a proposal; may be given several",
        ),
        ("guide A B C", "guide: found 'B C' too many; expected CRITERION alone. See: cat2 guide --help"),
        ("pack list x", "pack list: found 'x' too many; expected no word there. See: cat2 pack list --help"),
        ("serve --port abc", "--port: found 'abc'; expected a whole number from 0 to 65535"),
        ("serve --port 70000", "--port: found '70000'; expected a whole number from 0 to 65535"),
        ("batch x -o y -j 0", "--jobs: found '0'; expected a whole number from 1 to 256"),
        ("batch x -o y --time-limit nan", "--time-limit: found 'nan'; expected a number from 0.001 to 3600"),
    ],
)
def test_what_is_wrong_with_a_call_is_told_in_one_sentence(cat2, words, told):
    ran = cat2(*words.split())

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("cat2: ")
    assert told in ran.err


@pytest.mark.parametrize("words", [(), ("pack",), ("import",)])
def test_without_a_command_the_help_is_shown(cat2, words):
    ran = cat2(*words)

    assert ran.code == 2
    assert "Usage:" in ran.out + ran.err
    assert "cat2: " not in ran.err


def test_a_word_of_the_user_in_a_call_never_steers_the_terminal(cat2):
    assert "\x1b" not in cat2("check", "--\x1b[31m").err + cat2("\x1b[31m").err + cat2("guide", "A", "\x1b[31m").err
