"""A new spec to begin from: a shipped one under another name."""

import re

__all__ = ["starter_text"]

_HEAD = """\
# {title}: a new exercise, begun from {origin}.
#
# Change any number or sentence, and after every change run
#     formcheck spec check {id}.yaml
# What the words mean: docs/exercises.md. What the measures mean: docs/measures.md.
# Where you change a number, change its source too; "own judgement" is one.

"""

_EXAMPLES = """\
# Recordings that prove this spec: one that must pass and one in which something must be found.
examples: []
"""


def starter_text(origin_text: str, origin_id: str, new_id: str) -> str:
    """Return the text of a new spec that says what another one says.

    Its head tells how to go on, and its examples are left out: they prove the other exercise.
    """
    title = new_id.replace("_", " ").capitalize()
    body = origin_text[origin_text.index("spec: 1") :]
    body = re.sub(r"(?m)^id: .*$", f"id: {new_id}", body, count=1)
    body = re.sub(r"(?m)^name: .*$", f"name: {title}", body, count=1)
    head = _HEAD.format(title=title, origin=origin_id, id=new_id)
    before, *examples = re.split(r"(?m)^examples:", body)
    return head + before + (_EXAMPLES if examples else "")  # what is guided has none
