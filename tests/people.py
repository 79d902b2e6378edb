"""The earlier answers of people who come to the page."""

from datetime import UTC, datetime, timedelta

from formcheck.offer.answers import Aim, Answers, Began, Health, PainPlace, Worse

__all__ = ["healthy", "in_pain"]


def healthy(**changed: object) -> Health:
    """Return the answers of a person who wants to stay well and answered all yesterday."""
    then = datetime.now(UTC) - timedelta(days=1)
    answers = Answers(
        cleared_at=then,
        told_at=then,
        aim=Aim.STAY_WELL,
        traits=(),
        traits_at=then,
        signs=(),
        signs_at=then,
    )
    return Health(answers=answers.model_copy(update=changed))


def in_pain(**changed: object) -> Health:
    """Return the answers of a person with examined pain that nothing in particular makes worse."""
    then = datetime.now(UTC) - timedelta(days=1)
    known: dict[str, object] = {
        "aim": Aim.PAIN_NOW,
        "professional": True,
        "furthest": PainPlace.BACK,
        "began": Began.LONGER,
        "usual_pain": 3,
        "worse": Worse.NEITHER,
        "worse_at": then,
    }
    return healthy(**(known | changed))
