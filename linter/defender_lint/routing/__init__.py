"""Routing: which operation is a request meant for?

The first that answers wins: an option, the request line, the settings, a comment in the file, the
names of the file and its folders, the keys of the body. Several operations take a body with nothing
but ``Comment``, so the answer may be several.
"""

from __future__ import annotations

from typing import Final, Literal

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.named_tuple import NamedTuple
from defender_lint.naming import by_name
from defender_lint.routing.by_keys import Fit, by_keys
from defender_lint.sources.request import Request

_SHAPES_KEPT: Final = 4_096

By = Literal["option", "request", "settings", "comment", "name", "shape", "none"]


class Route(NamedTuple):
    """The operations that a request may be meant for, and what said so.

    ``exact`` is false where the keys fit only in part: good enough for a file that somebody
    named, too little to lint any JSON that lies about.
    """

    operations: tuple[Operation, ...]
    by: By
    exact: bool = True


class Router:
    """Finds the operations that requests are meant for.

    Bodies of one shape are compared with the catalogue once, however many there are.
    """

    def __init__(self, catalogue: Catalogue, option: Operation | None = None) -> None:
        """Look operations up in ``catalogue``; take ``option`` for all bodies if it is given."""
        self._catalogue = catalogue
        self._option = option
        self._fits: dict[tuple[str, ...], Fit] = {}

    def route(self, request: Request, of_file: Route | None = None) -> Route:
        """Find the operations that a request is meant for.

        Args:
            request: The request.
            of_file: Where the bodies of its file go, as :meth:`of_file` says.

        Raises:
            UnknownApi: A comment in the file names an operation that there is not.
        """
        if self._option is not None:
            return Route((self._option,), "option")
        if request.url is not None:
            return self._called(request)
        if of_file is not None and (of_file.by == "settings" or not request.directives):
            return of_file
        if request.directives:
            from defender_lint.sources.directives import settings
        for directive in reversed(request.directives):
            named = settings(directive.text).get("api")
            if named is not None:
                return Route((self._catalogue.resolve(named),), "comment")
        if of_file is not None:
            return of_file
        data = request.body.data if request.body is not None else None
        if not isinstance(data, dict):
            return Route((), "none")
        fit = self._fit(tuple(data))
        return Route(fit.operations, "shape" if fit.operations else "none", fit.exact)

    def of_file(self, path: str, configured: str | None = None) -> Route | None:
        """Find the operation of all bodies in a file that are no requests and have no comments.

        Args:
            path: The file as seen from the root of the settings or the repository.
            configured: The id that the settings give the file, if they do.

        Returns:
            None where each body has to say it.
        """
        if self._option is not None:
            return Route((self._option,), "option")
        if configured is not None:
            return Route((self._catalogue[configured],), "settings")
        id = by_name(path, self._catalogue.has_body) if path else None
        return None if id is None else Route((self._catalogue[id],), "name")

    def _called(self, request: Request) -> Route:
        """Go by the request line: "request" where it is ours, whether or not it leads anywhere."""
        from defender_lint.routing.by_request import called, is_ours

        if not is_ours(request, self._catalogue):
            return Route((), "none")
        return Route(called(request, self._catalogue), "request")

    def _fit(self, keys: tuple[str, ...]) -> Fit:
        fit = self._fits.get(keys)
        if fit is None:
            fit = by_keys(keys, self._catalogue)
            if len(self._fits) > _SHAPES_KEPT:
                self._fits.clear()
            if fit.exact:  # all of them are keys of ours, which give nothing of a payload away
                self._fits[keys] = fit
        return fit
