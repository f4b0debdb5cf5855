"""The fast evaluator, all patients at once: it says who, and leaves why to the reference."""

from matching.polars_engine.engine import Engine
from matching.polars_engine.planes import Planes
from matching.polars_engine.snapshot import Snapshot
from matching.polars_engine.verdicts import Screened

__all__ = ["Engine", "Planes", "Screened", "Snapshot"]
