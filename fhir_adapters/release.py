"""What we emit, checked against the FHIR models; the only module that imports fhir.resources, and only when asked.

The R4B models (4.3.0) serve R4 (4.0.1) for the types we emit: docs/decisions/0001. They are no validator of what we
receive, and reading facts never comes here. What is returned is the JSON as it was built, not the models' own dump,
which reorders and rewrites.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fhir_adapters.problems import Problem

Resource = dict[str, Any]


class NotAResource(ValueError):
    """Something that we built is not the resource it claims to be; ``problems`` say where, never with a value."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


def build(resource_type: str, data: Mapping[str, Any]) -> Resource:
    """A resource of that type with that content; raises NotAResource when the models refuse it."""
    resource = {"resourceType": resource_type, **data}
    problems = check(resource)
    if problems:
        raise NotAResource(problems)
    return resource


def check(resource: Mapping[str, Any]) -> list[Problem]:
    """What the R4B models refuse in a resource."""
    return list(_refusals(resource))


def _refusals(resource: Mapping[str, Any]) -> Iterator[Problem]:
    from fhir.resources.R4B import get_fhir_model_class  # noqa: PLC0415 (a second of import, paid when we emit)
    from pydantic import ValidationError  # noqa: PLC0415 (likewise)

    kind = str(resource.get("resourceType", ""))
    record = f"{kind}/{resource.get('id', '')}".rstrip("/")
    try:
        model = get_fhir_model_class(kind)
    except (KeyError, ValueError):
        yield Problem("error", "unknown-type", record, "resourceType", "not a resource type of R4", "name one")
        return
    try:
        model.model_validate(resource)
    except ValidationError as refused:
        for one in refused.errors(include_input=False, include_url=False, include_context=False):
            # The message may quote the value; the kind of error never does.
            element = ".".join((kind, *(str(step) for step in one["loc"])))
            what = f"not as FHIR R4 defines it ({one['type']})"
            yield Problem("error", "not-in-schema", record, element, what, "correct the element")
    except (KeyError, RecursionError):  # what the models raise for an unknown contained type, and for endless nesting
        what = "an unknown type inside it, or nested too deep"
        yield Problem("error", "not-in-schema", record, kind, what, "correct what it contains")
