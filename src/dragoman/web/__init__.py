"""The web face of a store: pages for readers, the same as JSON, exports; reads unless a token allows reviews."""

from dragoman.web.app import create_app

__all__ = ["create_app"]
