"""What people call whoever is to be told."""

from collections.abc import Mapping

from govcheck.targets import read_target
from govcheck.translation import SaidValue, said


def target_called(target: str, names: Mapping[str, str]) -> str:
    """A target that people read by its name, if it has one; elsewhere it is the target."""
    asked = read_target(target)
    called = names.get(asked.document)
    if called is None:
        return target
    spoken = {
        "rota": said("on duty: {rota}", rota=called),
        "next": said("next on duty: {rota}", rota=called),
        "chain": said("whoever commands in {council}", council=called),
    }
    return SaidValue(target, "text", spoken.get(asked.kind, called))
