"""What the loader refuses, in the order of the codes."""

from typing import Final

from govcheck.finding import Diagnostic
from govcheck.load import cases, front_matter, own_schemas, post_table, repository, shape, yaml

MEANINGS: Final[tuple[tuple[Diagnostic, str], ...]] = (
    (
        yaml.SYNTAX,
        "Every file is YAML 1.2.\n\n"
        "What stands behind a mistake cannot be told, so the rest of that file is not read; the "
        "other files are.",
    ),
    (
        yaml.DUPLICATE_KEY,
        "A mapping has each key once.\n\n"
        "Many programs silently keep the last one; a rule that somebody reads and no program "
        "follows is worse than none.",
    ),
    (
        yaml.BAD_KEY,
        "Every key is a text.\n\nA number, `true`, a list or nothing names no field.",
    ),
    (
        yaml.BAD_SCALAR,
        "Every value reads as the YAML 1.2 core schema says.\n\n"
        "An endless number, one that is no number, and the tags of programming languages have no "
        "meaning in a policy.",
    ),
    (
        yaml.BAD_ALIAS,
        "An alias stands below its anchor and outside of it.\n\n"
        "One above it stands for nothing, one within it for something without an end.",
    ),
    (
        yaml.TOO_LARGE,
        "A file has at most 1 MiB, 100,000 values and 64 levels, aliases counted in full.\n\n"
        "A policy is read by people; a file beyond these limits is an accident or an attack.",
    ),
    (
        yaml.NOT_UTF8,
        "Every file is UTF-8.\n\n"
        "In another encoding names and messages would be guessed, differently on each machine.",
    ),
    (
        yaml.EMPTY,
        "Every document holds something.\n\n"
        "An empty file, or nothing between two `---`, is mostly a mistake of an editor or a merge.",
    ),
    (
        yaml.MERGE_KEY,
        "No mapping has the key `<<`.\n\n"
        "YAML 1.1 merged another mapping in its place; YAML 1.2 does not, and its readers differ.",
    ),
    (
        yaml.OTHER_VERSION,
        "No file says that it is of another version than YAML 1.2.\n\n"
        "`%YAML 1.1` changes what `yes` or `017` means to some programs and not to others.",
    ),
    (
        shape.UNKNOWN_KIND,
        "Every document is a mapping with a known `kind`.\n\n"
        "The kind says which fields a document may have; without it nothing can be checked.",
    ),
    (
        shape.UNKNOWN_FIELD,
        "A document has only fields that its kind defines, and keys that begin with `x-`.\n\n"
        "A misspelt field would say nothing to any program, while people believe that it holds.",
    ),
    (
        shape.MISSING_FIELD,
        "A document has every field that its kind requires.\n\n"
        "Nothing is guessed: who leads a team or when a rota starts is for people to say.",
    ),
    (
        shape.WRONG_TYPE,
        "Every value is of the sort that its field asks for.\n\n"
        "A list where a text is expected, or no value at all, cannot be understood.",
    ),
    (
        shape.BAD_VALUE,
        "Every value can be meant.\n\n"
        "A date that does not exist, a time without an offset or an unknown zone would be read "
        "differently by different people.",
    ),
    (
        shape.DUPLICATE_ID,
        "An id is unique within its kind.\n\n"
        "References by id would mean one document today and, after a file is renamed, the other.",
    ),
    (
        shape.MISPLACED,
        "Policy stands below `policies/`; scenarios, incidents and posts have folders of their own."
        "\n\n"
        "What is below `policies/` needs the approvals of a policy; an incident does not.",
    ),
    (
        shape.ONE_ORGANIZATION,
        "A repository has exactly one organization.\n\n"
        "It sets the severities, the clock and the areas that everything else refers to.",
    ),
    (
        shape.UNREADABLE_FILE,
        "Everything named like a policy file is a regular file that can be read.\n\n"
        "Links and submodules would make a policy out of files that its approvers never see.",
    ),
    (
        repository.NOT_READ,
        "Policy files end in `.yaml`.\n\n"
        "A file that ends in `.yml` is not read, although it looks like one of the others.",
    ),
    (
        cases.MISCASED_FOLDER,
        "A folder with a meaning is named in small letters.\n\n"
        "macOS and Windows read `Policies/` as `policies/`; Linux, and with it whoever approves "
        "changes, does not see it at all.",
    ),
    (
        cases.CASE_COLLISION,
        "No two files or folders have names that differ only in case, or in how accents are "
        "written.\n\n"
        "On macOS and Windows they are one, so that the policy there lacks a document.",
    ),
    (
        front_matter.NO_FRONT_MATTER,
        "A post in Markdown begins with front matter.\n\n"
        "Between two lines `---` stand its channels, its time and who drafted it; without them "
        "nobody can check it, and it is no post. A `README.md` beside the posts is none.",
    ),
    (
        post_table.BAD_TABLE,
        "A table of posts can be read: it is CSV, and one of its columns is the text.\n\n"
        "`govcheck post` knows the headings of some tools; `--column text=HEADING` names others.",
    ),
    (
        own_schemas.UNREADABLE_SCHEMA,
        "Every file of `schemas/` is a JSON Schema.\n\n"
        "Editors and other tools follow it; where it cannot be read they check nothing.",
    ),
    (
        own_schemas.SCHEMA_DISAGREES,
        "The repository's schemas are as strict as the program, or stricter.\n\n"
        "A looser one lets an editor approve what `validate` refuses. `govcheck schema` writes "
        "them anew.",
    ),
    (
        own_schemas.ENDLESS_SCHEMA,
        "The repository's schemas can be checked in a reasonable time.\n\n"
        "A pattern or a reference that runs without end would keep everybody from merging.",
    ),
)
"""Each rule with the truth that it protects, and after a blank line the reason."""
