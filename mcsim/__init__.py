"""mcsim: is a programme worth it, how sure are we, and which evidence should we buy next?

The public names are loaded when they are first used, so that importing mcsim costs a worker nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
