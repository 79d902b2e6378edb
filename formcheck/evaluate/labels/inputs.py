"""Finds the clips to evaluate: from a labels file, one truth file, or a folder of either."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.disk.plain import read_plain
from formcheck.disk.trouble import told_reading
from formcheck.errors import UsageError
from formcheck.evaluate.labels.labels_file import read_labels
from formcheck.evaluate.labels.truth import LabelledClip, Skipped
from formcheck.evaluate.labels.truth_file import read_truth
from formcheck.printable import in_unicode
from formcheck.specs.files import judged_ids

__all__ = ["EvaluationPlan", "plan_of", "refuse_inside"]

_LABELS: Final = (".yaml", ".yml")
_FOLDERS_LABELS: Final = "labels.yaml"


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """The clips to judge, those left out, and whether the labels are the exact truth.

    ``source`` is the last part of the labels' path; ``folders`` hold labels and clips, and nothing
    may be written there.
    """

    source: str
    clips: tuple[LabelledClip, ...]
    skipped: tuple[Skipped, ...]
    folders: tuple[Path, ...]
    rendered: bool

    @property
    def elsewhere(self) -> list[Path]:
        """The folders of clips outside the labels' own folder."""
        own = self.folders[0].resolve()
        return [folder for folder in self.folders if not folder.resolve().is_relative_to(own)]


def plan_of(path: Path) -> EvaluationPlan:
    """Return the evaluation that a path asks for.

    Parameters
    ----------
    path
        A labels file, a truth file, or a folder: of truth files, or with a ``labels.yaml``.

    Raises
    ------
    UsageError
        The path has nothing to evaluate, or a truth file is wrong.
    SpecError
        The labels file is wrong; the error has all its problems.
    """
    if path.is_dir():
        truths = [file for file in sorted(path.glob("*.json")) if _is_truth(file)]
        if truths or not (path / _FOLDERS_LABELS).is_file():
            return _rendered(path, truths)
        path = path / _FOLDERS_LABELS
    if path.suffix.lower() not in {*_LABELS, ".json"}:
        raise UsageError("this is neither a labels file nor a folder", where=str(path), to_do=_ASK)
    content = _content(path)
    if path.suffix.lower() == ".json":
        return _rendered(path, [path])
    clips, skipped = read_labels(path, content)
    return _plan(path, clips, skipped, rendered=False)


_ASK: Final = "Give a .yaml of labels, or a folder with clips and their truth beside them"


def _rendered(path: Path, truths: Sequence[Path]) -> EvaluationPlan:
    if not truths:
        raise UsageError("there is no truth and no labels.yaml in it", where=str(path), to_do=_ASK)
    clips, skipped = [], []
    for file in truths:
        clip = read_truth(file, _content(file))
        if clip.exercise in judged_ids():
            clips.append(clip)
        else:
            skipped.append(Skipped(clip.name, f"there is no exercise '{clip.exercise}'"))
    return _plan(path, clips, skipped, rendered=True)


def _plan(
    path: Path, clips: list[LabelledClip], skipped: list[Skipped], *, rendered: bool
) -> EvaluationPlan:
    there = [clip for clip in clips if clip.video.is_file()]
    missing = [Skipped(c.name, _MISSING, failed=True) for c in clips if not c.video.is_file()]
    base = path if path.is_dir() else path.parent
    folders = dict.fromkeys([base, *(clip.video.parent for clip in clips)])
    return EvaluationPlan(
        in_unicode(path.name), tuple(there), (*skipped, *missing), tuple(folders), rendered
    )


_MISSING: Final = "there is no such recording beside the labels"


def refuse_inside(out: Path, plan: EvaluationPlan) -> None:
    """Refuse to write among the clips.

    Raises
    ------
    UsageError
        ``out`` is a folder of labels or clips, or inside one.
    """
    target = out.absolute().resolve()
    for folder in plan.folders:
        if target.is_relative_to(folder.resolve()):
            raise UsageError(
                "the page would be written among the clips",
                where=str(out),
                to_do=f"Choose a folder outside of {folder} with --out",
            )


def _is_truth(file: Path) -> bool:
    """Return whether a JSON file names a video; a folder of clips may hold other JSON, too."""
    try:
        data = json.loads(_content(file))
    except (ValueError, RecursionError):
        return True  # broken: reading it raises the error
    return isinstance(data, dict) and "video" in data


def _content(path: Path) -> bytes:
    try:
        return read_plain(path)
    except OSError as error:
        otherwise = f"{_ASK[:1].lower()}{_ASK[1:]}"
        raise told_reading(
            UsageError, "cannot be read", error, where=path, otherwise=otherwise
        ) from error
