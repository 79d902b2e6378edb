"""Makes a new spec to begin from: a shipped one under another name, its comments kept."""

from io import StringIO
from typing import Final

__all__ = ["starter_text"]

_HEAD: Final = """\
# {title}: a new exercise, begun from {origin}.
#
# Change any number or sentence, and after every change run
#     formcheck spec check {id}.yaml
# What the words mean: docs/exercises.md. What the measures mean: docs/measures.md.
# Where you change a number, change its source too; "own judgement" is one.

"""

_EXAMPLES: Final = """\
# Recordings that prove this spec: one that must pass and one in which something must be found.
examples: []
"""

_UNWRAPPED: Final = 100_000
"""Letters of a line: longer than any text in a spec, so that no text is newly wrapped."""


def starter_text(origin_text: str, origin_id: str, new_id: str) -> str:
    """Return the text of a new spec that copies another, readable one.

    Its head says how to go on. It has no examples: those prove the other exercise.
    """
    # Loaded only when a spec is begun: the library takes long to load.
    from ruamel.yaml import YAML

    yaml = YAML(pure=True)
    yaml.preserve_quotes = True
    yaml.width = _UNWRAPPED
    yaml.indent(mapping=2, sequence=4, offset=2)
    spec = yaml.load(origin_text)
    title = new_id.replace("_", " ").capitalize()
    spec.ca.comment = None  # the other spec's head
    spec["id"] = new_id
    spec["name"] = title
    examples = spec.pop("examples", None)  # guided exercises have none
    spec.fa.set_block_style()
    body = StringIO()
    yaml.dump(spec, body)
    head = _HEAD.format(title=title, origin=origin_id, id=new_id)
    text = head + body.getvalue().rstrip("\n") + "\n"
    return text if examples is None else f"{text}\n{_EXAMPLES}"
