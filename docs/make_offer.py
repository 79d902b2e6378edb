"""Writes docs/offer.md: what each answer and event leads to, for each exercise that is shipped.

``python docs/make_offer.py`` asks the program; the table that it is held against is written by
hand, in tests/test_offer.py.
"""

import sys
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from test_offer import ALONE, EXERCISES, TABLE, letter, offers  # noqa: E402

from formcheck.app.exercise.offer_words import WHY  # noqa: E402
from formcheck.exercise.spec.vocabulary import Profile  # noqa: E402
from formcheck.offer.reasons import RULES, Rule  # noqa: E402

HEAD = """# What is offered, and why not

Written by `python docs/make_offer.py`. One place decides what somebody is offered today
(`formcheck/offer`), from what they answered, what came of their sets, and the date; pages only
show it. Each row is one answer or event alone; of several the strictest counts. The table is held
against one written by hand, with all pairs of rows, six last results and all exercises
({combinations:,} combinations), and with all pairs of raw answers.

`.` is offered as it is, `g` in a gentler version only, `-` held back. "Told" is whether *I was
told to do this* unlocks it for two weeks, on record. What runs out is asked again.

"""


def main() -> None:
    """Write the page."""
    pairs = len(TABLE) * (len(TABLE) - 1) // 2
    page = [HEAD.format(combinations=pairs * 6 * len(EXERCISES))]
    names = " | ".join(name.replace("_", " ") for name in EXERCISES)
    page.append(
        f"| what is so | lasts | told | {names} |\n|---|---|---|{'---|' * len(EXERCISES)}\n"
    )
    for reason in TABLE:
        cells = " | ".join(letter(each) for each in offers(ALONE[reason]).values())
        rule = RULES[reason]
        told = "yes" if rule.unlocked else "no"
        page.append(f"| {reason.replace('_', ' ')} | {_lasts(rule)} | {told} | {cells} |\n")
    page.append(
        "\n## Where each comes from\n\n| what is so | what is said | source |\n|---|---|---|\n"
    )
    for reason, rule in RULES.items():
        page.append(
            f"| {reason.replace('_', ' ')} | {WHY[reason]} | {rule.source}{_version(rule)} |\n"
        )
    (ROOT / "docs" / "offer.md").write_text("".join(page), encoding="utf-8")


def _lasts(rule: Rule) -> str:
    if rule.lasts is None:
        return "until answered otherwise"
    days = rule.lasts // timedelta(days=1)
    return "the day" if days == 1 else f"{days} days"


def _version(rule: Rule) -> str:
    words = {
        Profile.ACUTE: "strong pain",
        Profile.FLEXION_INTOLERANT: "bending",
        Profile.EXTENSION_INTOLERANT: "arching",
        Profile.UNDIAGNOSED: "unknown pain",
    }
    return f"; versions for {words[rule.profile]}" if rule.profile else ""


if __name__ == "__main__":
    main()
