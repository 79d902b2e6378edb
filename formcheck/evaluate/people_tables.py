"""Rows of the tables that tell how much is judged, by person first, and of every single clip."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from formcheck.evaluate.reach import People, PersonResult, Reach, Share, Stray
from formcheck.evaluate.result import ClipResult, Evaluation
from formcheck.evaluate.row import Row, Rows, count_cell, said_cell, shown, verdict_cell
from formcheck.evaluate.truth import BACK
from formcheck.exercise.report import Verdict

__all__ = ["clip_tables", "people_tables"]


def people_tables(reach: Reach) -> list[Rows]:
    """Return the tables of how much is judged; some may be empty."""
    each = [(table.kind, one) for table in reach.people for one in table.people]
    return [
        (
            "By person, from the side: the mean over people, and all together",
            _MEAN_HEADS,
            [_mean_row(table) for table in reach.people],
        ),
        ("Each person", _PERSON_HEADS, [_person_row(kind, one) for kind, one in each]),
        ("How often each check is judged, from the side", _CHECK_HEADS, list(_checks(reach))),
        (
            "Where nothing may be judged",
            _STRAY_HEADS,
            [_stray_row(stray) for stray in reach.strays],
        ),
    ]


_MEAN_HEADS: Final = (
    "kind",
    "people",
    "back\njudged",
    "rounded\nfound",
    "long back:\nfault",
    "long back:\nwarn or fault",
    "none seen:\nfault",
    "none seen:\nwarn or fault",
    "clips counted\nexactly",
)


def _mean_row(table: People) -> Row:
    shares = (
        table.back_judged,
        table.rounded_found,
        table.long_faults,
        table.long_warned,
        table.none_seen_faults,
        table.none_seen_warned,
        table.exact,
    )
    return (table.kind, str(len(table.people)), *map(_share, shares))


def _share(share: Share) -> str:
    if not share.of:
        return ""
    return f"{share.mean:.0%} ({share.count} of {share.of})"


_PERSON_HEADS: Final = (
    "kind",
    "person",
    "clips",
    "reps",
    "back\njudged",
    "rounded\nfound",
    "long back:\nfault",
    "long back:\nwarn or fault",
    "none seen:\nfault",
    "none seen:\nwarn or fault",
    "counted\nexactly",
    "off by\none",
    "worse",
)


def _person_row(kind: str, one: PersonResult) -> Row:
    parts = (
        (one.rounded_found, one.rounded),
        (one.long_faults, one.long_backs),
        (one.long_warned, one.long_backs),
        (one.none_seen_faults, one.none_seen),
        (one.none_seen_warned, one.none_seen),
    )
    return (
        kind,
        one.person,
        str(one.clips),
        str(one.reps),
        str(one.back_judged),
        *(f"{count} of {of}" if of else "" for count, of in parts),
        *map(count_cell, (one.exact, one.off_by_one, one.worse)),
    )


_CHECK_HEADS: Final = ("exercise", "check", "people", "judged", "commonest reason", "reps")

_HALF: Final = 0.5
"""A check that is judged less often than that needs a reason."""


def _checks(reach: Reach) -> Iterator[Row]:
    last = ""
    for check in reach.checks:
        seldom = check.judged.of and not check.judged.mean >= _HALF
        why = (check.why, str(check.why_count)) if seldom and check.why else ("", "")
        exercise = "" if check.exercise == last else check.exercise
        yield (exercise, check.name, str(check.judged.people), _share(check.judged), *why)
        last = check.exercise


_STRAY_HEADS: Final = (
    "shown",
    "clips",
    "clips\njudged",
    "counted",
    "corrections\nspoken",
    "verdicts",
)


def _stray_row(stray: Stray) -> Row:
    counts = (stray.clips_judged, stray.found, stray.said)
    return (stray.kind, str(stray.clips), *map(count_cell, counts), verdict_cell(stray.given))


def clip_tables(evaluation: Evaluation) -> list[Rows]:
    """Return the tables of every clip: the numbers, and what came of it in words."""
    clips = evaluation.clips
    return [
        ("Clips", _CLIP_HEADS, [_clip_row(clip) for clip in clips]),
        ("What was judged and said", _TOLD_HEADS, [_told_row(clip) for clip in clips]),
    ]


_CLIP_HEADS: Final = (
    "clip",
    "exercise",
    "tier",
    "labelled",
    "found",
    "missed",
    "extra",
    "back\njudged",
)


def _clip_row(clip: ClipResult) -> Row:
    counts = (clip.labelled, clip.found, clip.missed, clip.extra)
    backs = [rep.outcome(BACK) for rep in clip.reps if rep.number]
    judged = sum(outcome in _JUDGED for outcome in backs)
    return (
        clip.clip,
        shown(clip.exercise, clip.view, clip.shows),
        clip.tier,
        *map(count_cell, (*counts, judged)),
    )


_JUDGED: Final = frozenset(Verdict) - {Verdict.NOT_JUDGED}

_TOLD_HEADS: Final = ("clip", "person", "shown", "verdicts of reps", "said")


def _told_row(clip: ClipResult) -> Row:
    reps = Counter(rep.verdict.value for rep in clip.reps if rep.found)
    return (clip.clip, clip.person, clip.words, verdict_cell(reps), _said(clip))


def _said(clip: ClipResult) -> str:
    """Return the corrections that were spoken; without any, why nothing was judged."""
    return said_cell(clip.said or clip.not_judged[:1])
