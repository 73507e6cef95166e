"""How large a file may be; beyond that it is reported and not read."""

from typing import Final

MOST_BYTES: Final = 1 << 20
DEEPEST: Final = 64
"""Levels of nesting, aliases followed."""
MOST_NODES: Final = 100_000
"""Values in a file, aliases counted in full."""
MOST_FAULTS: Final = 100
"""Faults of a file that are told; where there are more, the file is not what was meant."""
MOST_RESUMED: Final = 20
"""Documents of a file that are no YAML and behind which the next one is looked for."""
