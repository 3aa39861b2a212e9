"""From a link to a sheet for the wall and a picture for Zalo groups."""

from surveys.posters.code import code_svg
from surveys.posters.paper import a4
from surveys.posters.picture import picture
from surveys.posters.sheet import Sheet, caption

__all__ = ["Sheet", "a4", "caption", "code_svg", "picture"]
