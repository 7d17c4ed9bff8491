"""Laws of the engine run on busy machines too: no time limit for one example."""

from hypothesis import settings

settings.register_profile("engine", deadline=None)
settings.load_profile("engine")
