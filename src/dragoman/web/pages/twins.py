"""A page and its JSON twin out of one function that gives the page's context."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse

from dragoman.web.contexts import Fault
from dragoman.web.render import as_json, html

View = Callable[..., Any]

Id = Annotated[str, Path(max_length=200, description="An id, as records have it.")]

FAULTS: dict[int | str, dict[str, Any]] = {
    400: {"model": Fault, "description": "The address asks for something that cannot be."},
    404: {"model": Fault, "description": "There is nothing there."},
    422: {"model": Fault, "description": "A value does not fit."},
    503: {"model": Fault, "description": "The store cannot be read now."},
}


def both(router: APIRouter, path: str, template: str, shape: type) -> Callable[[View], View]:
    """Serve what a view gives as a page at `path` and as JSON at `path.json` (and at `?format=json`)."""

    def register(view: View) -> View:
        @functools.wraps(view)
        def twin(**given: Any) -> Any:
            return as_json(view(**given))

        @functools.wraps(view)
        def page(**given: Any) -> Any:
            request: Request = given["request"]
            made = view(**given)
            return (
                as_json(made)
                if request.query_params.get("format") == "json"
                else html(request, template, made)
            )

        name = view.__name__
        beside = "/index.json" if path == "/" else f"{path}.json"
        router.get(
            beside, response_model=shape, responses=FAULTS, name=f"{name}_json", operation_id=f"{name}_json"
        )(twin)
        router.get(
            path,
            response_class=HTMLResponse,
            responses=FAULTS,
            name=name,
            operation_id=name,
            include_in_schema=False,
        )(page)
        return view

    return register
