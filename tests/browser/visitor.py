"""Who uses the app: somebody new, or somebody whose answers and sets lie in its folder."""

from datetime import UTC, datetime
from pathlib import Path

from people import healthy

from formcheck.history.person_file import PersonFile, save_person
from formcheck.history.set_files import SavedSet, find_sets

PERSON = "person.json"


def known_visitor(data: Path, *practised: str) -> None:
    """Write down somebody who has answered all questions and practised the hip hinge."""
    health = healthy(cleared_at=datetime.now(UTC))
    person = PersonFile(health=health, practised=practised or ("hip_hinge",))
    save_person(data / PERSON, person)


def kept_sets(data: Path) -> list[SavedSet]:
    """Return the sets that are kept, newest first."""
    return [kept.saved for kept in find_sets(data / "sets").sets]
