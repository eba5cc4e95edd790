"""The explanations that stand as comments in a review file."""

from __future__ import annotations

HEAD = """\
Review
Of: {name}
Compared with: {title}, edition {edition}

{words}

A comment is a remark on the criterion; it decides nothing and may stand alone.
What the program found stays in every report beside what you write here.
Lines that begin with # explain; the program does not read them.
Put a text in quotes if it holds a colon and a space, or begins with a sign such as [ or *.
A long text goes on indented lines of its own after >-"""

DISPOSITIONS = """\
How to fill it in

Write after `disposition:` one of
  affirmed      you agree with what was found
  resolved      what was for the panel is decided; `to: met` or `to: not_met`, with a rationale
  overridden    the finding should be another; `to:` met, not_met, incomplete, needs_judgement
                or not_applicable, with a rationale
  conditional   met once a condition is fulfilled, and incomplete until then; add the lines
                condition, owner, due (a date), and later fulfilled (the date on which it was)
  deferred      not decided now; what was found stands; with a rationale
and leave it empty where nothing is decided.

`reason:` may be one of
  evidence      the evidence was weighed
  wording       how the words of the criterion are to be read
  knowledge     what reviewers know and the proposal does not say
  applicant     what the applicant has explained
  mistake       the finding rests on a mistake
  exception     this case is not one that the criterion has in view
  other

Further lines you may add to an entry:
  who, when     who decided, and on which date, where it is not the reviewer and the date below
  basis         what it rests on, such as a discussion or a source
  vote          such as {for: 5, against: 1, abstained: 0}; eligible counts who could have voted
  expires       the last day on which it counts

A disposition counts as long as the answers and the evidence that the criterion or check read
are what they were; when they change it lapses, and reports list it as lapsed with the reason.
What is said of a criterion prevails over what is said of its checks."""

BLIND = """\
A blind first round: what the program found is not shown, so that you judge for yourself.

Write after `rating:` one of
  met               the proposal documents what the criterion asks for
  not_met           something that it states contradicts the criterion
  incomplete        nothing contradicts it; answers or evidence are missing
  needs_judgement   it is there, and the panel has to weigh it together
  not_applicable    the criterion does not apply to it
and leave it empty where you do not judge, as where you have an interest in the matter.
`rationale:` is the reason in a sentence or two.

`cat2 review compare` then shows where reviewers differ. Ratings change no report."""

RECORD = """\
Below is what the program keeps, so that it can tell later what has changed. Do not edit it."""

CARRIED = """\
Carried over from {source}
What was said there of answers and evidence that have not changed stands below, with who said it and when.
What lapsed stands as a comment that begins with an exclamation mark, with what changed: decide it anew."""
