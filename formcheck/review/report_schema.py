"""The JSON Schema of a report, as docs/report.schema.json has it.

``python -m formcheck.review.report_schema > docs/report.schema.json`` writes it again.
"""

import json
import sys

from formcheck.exercise.results.report import Report

__all__ = ["report_schema"]


def report_schema() -> str:
    """Return the schema of ``report.json`` and of what ``--json`` prints, as JSON text."""
    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    return json.dumps(schema, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(report_schema())
