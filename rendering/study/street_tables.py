"""How backs are read of people in what they wear and hold, as the package is now."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from rendering.study.chosen import Study
from rendering.study.plan import BOWED, What
from rendering.study.references import reference_errors
from rendering.study.rows import Rows
from rendering.study.scoring import score
from rendering.study.street import Met, Street
from rendering.study.street_engine import engine_table
from rendering.study.street_plan import Kind
from rendering.study.tables import shares, table

__all__ = ["rays_table", "read_table", "street_parts", "worth_table"]

Flags = npt.NDArray[np.bool_]

HOODED = (Kind.HOOD, Kind.HOOD_AND_PLATES)

REFERENCES = (What.FORWARD, What.HANGING, What.LOADED, What.ARCHED_LOADED)


def street_parts(study: Study, street: Street) -> dict[str, str]:
    """Return what the page says of the street lot, read with gains from other bodies' stills."""
    rows = street.read_anew()
    read = study.on(rows)
    return {
        "street_stills": str(len(street)),
        "street_sessions": str(len(np.unique(street.rows.session))),
        "street_read": read_table(read, street),
        "street_rays": rays_table(rows, street),
        "street_worth": worth_table(read, street),
        "street_engine": engine_table(street),
    }


def read_table(read: Study, street: Street) -> str:
    """Return how each kind's bows are read, counted from standing with the arms forward."""
    body = []
    for words, chosen in _groups(street):
        each = score(read.rows, read.chosen.bend, chosen)
        error, bias = each.error["neutral"], each.bias["neutral"]
        neutral = "–" if math.isnan(error) else f"{error:.1f} ({bias:+.1f})"
        body.append(
            [
                words,
                str(each.count),
                f"{each.judged:.2f}",
                neutral,
                shares(each.noticed),
                shares(each.fault),
            ]
        )
    told = (f"{name}: passed / even / lumbar / thoracic" for name in ("noticed", "fault"))
    return table(["worn, held", "bows", "read", "neutral, error°", *told], body)


def rays_table(rows: Rows, street: Street) -> str:
    """Return of how many of forty rays the package kept what, in a bow, by what they truly met."""
    met, left_out = street.met, ~np.isfinite(rows.line)
    body = []
    for words, chosen in _groups(street):
        bows = chosen & np.isin(street.rows.what, BOWED)
        cells = []
        for what in (Met.BACK, Met.CLOTH, Met.HIDDEN):
            for out in (False, True):
                each = (met[bows] == what) & (left_out[bows] == out)
                cells.append(f"{each.sum(axis=1).mean():.1f}")
        body.append([words, *cells])
    head = (f"{what}, {kept}" for what in ("back", "cloth", "hidden") for kept in ("kept", "not"))
    return table(["worn, held", *head], body)


def worth_table(read: Study, street: Street) -> str:
    """Return what the bows' errors are, by what they are counted from."""
    hooded, barred = np.isin(street.kind, HOODED), street.kind == Kind.BAR_ON_SHOULDERS
    body = []
    for words, chosen in (("hood", hooded), ("no hood, shoulders seen", ~hooded & ~barred)):
        hinge = chosen & (read.rows.what == What.HINGE)
        body += [
            [each.words, words, f"{each.bias:+.1f}", f"{each.spread:.1f}", f"{each.within:.0f}"]
            for each in reference_errors(read.rows, read.chosen, hinge, REFERENCES)
        ]
    return table(["counted from", "", "bias°", "sd°", "nine of ten within°"], body)


def _groups(street: Street) -> Iterator[tuple[str, Flags]]:
    """Yield each kind, those in loose shirts apart where there are both."""
    loose = street.rows.shirt == "loose"
    for kind in Kind:
        for words, chosen in (("", ~loose), (", loose shirt", loose)):
            group = (street.kind == kind) & chosen
            if group.any():
                yield f"{kind.value}{words}", group
