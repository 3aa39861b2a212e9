"""From a link to a sheet for the wall and a picture for Zalo groups."""

from surveys.posters.code import code_svg
from surveys.posters.logo import Logo, NotLogo
from surveys.posters.logo import read as read_logo
from surveys.posters.package import pictures
from surveys.posters.paper import Design, Paper, Style, a4, once, page, posters
from surveys.posters.picture import picture
from surveys.posters.preview import preview
from surveys.posters.sheet import Sheet, caption

__all__ = [
    "Design",
    "Logo",
    "NotLogo",
    "Paper",
    "Sheet",
    "Style",
    "a4",
    "caption",
    "code_svg",
    "once",
    "page",
    "picture",
    "pictures",
    "posters",
    "preview",
    "read_logo",
]
