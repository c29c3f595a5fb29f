"""What plans tell people by mail, and who may still get it when it is sent.

Every module of this package is loaded, so that its letters add their kinds of notice: a new mail opens one file.
"""

from importlib import import_module
from pkgutil import iter_modules

from plans.emails.letter import KINDS, may_open_plan

__all__ = ["KINDS", "may_open_plan"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
