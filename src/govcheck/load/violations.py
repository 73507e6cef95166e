"""What the loader refuses, in the order of the codes."""

from typing import Final

from govcheck.finding import Diagnostic
from govcheck.load import cases, front_matter, own_schemas, post_table, repository, shape, yaml

RULES: Final[tuple[Diagnostic, ...]] = (
    yaml.SYNTAX,
    yaml.DUPLICATE_KEY,
    yaml.BAD_KEY,
    yaml.BAD_SCALAR,
    yaml.BAD_ALIAS,
    yaml.TOO_LARGE,
    yaml.NOT_UTF8,
    yaml.EMPTY,
    yaml.MERGE_KEY,
    yaml.OTHER_VERSION,
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
