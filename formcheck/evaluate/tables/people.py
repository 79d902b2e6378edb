"""Rows of the tables that show how much is judged, by person first, and for every clip."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from formcheck.evaluate.labels.truth import BACK
from formcheck.evaluate.score.reach import People, PersonResult, Reach, Share, Stray
from formcheck.evaluate.score.result import ClipResult, Evaluation
from formcheck.evaluate.tables.row import Row, Rows, count_cell, said_cell, shown, verdict_cell
from formcheck.exercise.results.report import Verdict

__all__ = ["clip_tables", "people_tables"]


def people_tables(reach: Reach) -> list[Rows]:
    """Return the tables that show how much is judged; some may be empty."""
    means = [row for table in reach.people for row in _mean_rows(table)]
    people = ((table.kind, map(_person_row, table.people)) for table in reach.people)
    strays = [_stray_row(stray) for stray in reach.strays]
    return [
        ("By person, from the side", _MEAN_HEADS, means),
        *((f"Each person: {kind}", _PERSON_HEADS, list(rows)) for kind, rows in people),
        ("How often each check is judged, from the side", _CHECK_HEADS, list(_checks(reach))),
        ("Where nothing may be judged", _STRAY_HEADS, strays),
    ]


_MEAN_HEADS: Final = ("kind", "figure", "mean over\npeople", "all together", "people")


def _mean_rows(table: People) -> Iterator[Row]:
    figures = {
        "back judged": table.back_judged,
        "rounded backs found": table.rounded_found,
        "long backs with a fault": table.long_faults,
        "long backs with a warn or fault": table.long_warned,
        "none seen, with a fault": table.none_seen_faults,
        "none seen, with a warn or fault": table.none_seen_warned,
        "clips counted exactly": table.exact,
    }
    known = [(name, share) for name, share in figures.items() if share.of]
    for index, (name, share) in enumerate(known):
        together = f"{share.count} of {share.of}"
        kind = "" if index else table.kind
        yield (kind, name, f"{share.mean:.0%}", together, str(share.people))


_PERSON_HEADS: Final = (
    "person",
    "clips",
    "reps",
    "back\njudged",
    "rounded\nfound",
    "long back:\nfault, any",
    "none seen:\nfault, any",
    "counted:\nexactly,\noff by 1,\nworse",
)


def _person_row(one: PersonResult) -> Row:
    return (
        one.person,
        str(one.clips),
        str(one.reps),
        str(one.back_judged),
        _of(one.rounded, one.rounded_found),
        _of(one.long_backs, one.long_faults, one.long_warned),
        _of(one.none_seen, one.none_seen_faults, one.none_seen_warned),
        f"{one.exact}, {one.off_by_one}, {one.worse}",
    )


def _of(whole: int, *parts: int) -> str:
    return f"{', '.join(map(str, parts))} of {whole}" if whole else ""


_CHECK_HEADS: Final = ("exercise", "check", "people", "judged", "commonest reason", "reps")

_HALF: Final = 0.5
"""The share of reps below which the table gives the reason why a check is not judged."""


def _checks(reach: Reach) -> Iterator[Row]:
    last = ""
    for check in reach.checks:
        seldom = check.judged.of and not check.judged.mean >= _HALF
        why = (check.why, str(check.why_count)) if seldom and check.why else ("", "")
        exercise = "" if check.exercise == last else check.exercise
        yield (exercise, check.name, str(check.judged.people), _share(check.judged), *why)
        last = check.exercise


def _share(share: Share) -> str:
    return f"{share.mean:.0%} ({share.count} of {share.of})" if share.of else ""


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
    """Return the tables of every clip: its numbers, and its result in words."""
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
    """Return the spoken corrections or, without any, the reason why nothing was judged."""
    return said_cell(clip.said or clip.not_judged[:1])
