"""What the loader refuses, in the order of the codes."""

from typing import Final

from govcheck.finding import Diagnostic
from govcheck.load import (
    cases,
    front_matter,
    own_schemas,
    post_table,
    repository,
    shape,
    yaml_faults,
)

RULES: Final[tuple[Diagnostic, ...]] = (
    yaml_faults.SYNTAX,
    yaml_faults.DUPLICATE_KEY,
    yaml_faults.BAD_KEY,
    yaml_faults.BAD_SCALAR,
    yaml_faults.BAD_ALIAS,
    yaml_faults.TOO_LARGE,
    yaml_faults.NOT_UTF8,
    yaml_faults.EMPTY,
    yaml_faults.MERGE_KEY,
    yaml_faults.OTHER_VERSION,
    shape.UNKNOWN_KIND,
    shape.UNKNOWN_FIELD,
    shape.MISSING_FIELD,
    shape.WRONG_TYPE,
    shape.BAD_VALUE,
    shape.DUPLICATE_ID,
    shape.MISPLACED,
    shape.ONE_ORGANIZATION,
    shape.UNREADABLE_FILE,
    repository.NOT_READ,
    cases.MISCASED_FOLDER,
    cases.CASE_COLLISION,
    front_matter.NO_FRONT_MATTER,
    post_table.BAD_TABLE,
    own_schemas.UNREADABLE_SCHEMA,
    own_schemas.SCHEMA_DISAGREES,
    own_schemas.ENDLESS_SCHEMA,
)
