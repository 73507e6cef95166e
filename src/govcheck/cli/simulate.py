"""`govcheck simulate`."""

import click

from govcheck.cli import complete
from govcheck.cli.answer import FORMATS, STDIN, manner_of, tell
from govcheck.cli.complete import person_option
from govcheck.cli.instants import instant_option
from govcheck.cli.question import SimulateRequest
from govcheck.cli.shared import Misuse, Shared, shared_options


@click.command()
@click.argument(
    "incidents", nargs=-1, required=True, metavar="INCIDENT...", type=click.Path(allow_dash=True)
)
@instant_option("--at", help="Detected then, instead of as stated.")
@person_option("--absent", multiple=True, help="Suppose that they are absent.")
@click.option(
    "--ack",
    "acknowledged",
    metavar="PERSON@+12m",
    multiple=True,
    shell_complete=complete.acknowledgements,
    help="They acknowledge so long after detection.",
)
@click.option("--no-ack", is_flag=True, help="Nobody acknowledges (the default).")
@click.option(
    "--set",
    "settings",
    metavar="FACT=VALUE",
    multiple=True,
    shell_complete=complete.facts,
    help="State a fact, or another value.",
)
@click.option(
    "--strict", is_flag=True, help="Exit with 1 where an obligation is missed, or untold."
)
@click.option("--brief", is_flag=True, help="Only who to call, what to do, what not to say.")
@click.option("--full", is_flag=True, help="Also every step, rule and place.")
@click.option(
    "--person",
    metavar="NAME",
    shell_complete=complete.people,
    help="With --format ics: only what they owe, and are asked to agree to.",
)
@click.option("--ignore-log", is_flag=True, help="Plan from nothing, whatever was logged.")
@click.option("--stdin-name", metavar="NAME", default=STDIN, help="What to call `-`.")
@shared_options(*FORMATS)
def command(
    shared: Shared,
    incidents: tuple[str, ...],
    at: int | None,
    absent: tuple[str, ...],
    acknowledged: tuple[str, ...],
    no_ack: bool,
    settings: tuple[str, ...],
    strict: bool,
    brief: bool,
    full: bool,
    person: str | None,
    ignore_log: bool,
    stdin_name: str,
) -> int:
    """Decide incidents and play the escalation forward: who must do what by when.

    INCIDENT is a file, or `-` for standard input.

    \b
    Examples:
      govcheck simulate incidents/airbag-video.yaml
      govcheck simulate incidents/airbag-video.yaml --absent ana --set followers=200000
    """
    if acknowledged and no_ack:
        raise Misuse("`--ack` and `--no-ack` exclude each other")
    if brief and full:
        raise Misuse("`--brief` and `--full` exclude each other")
    if person is not None and shared.format != "ics":
        raise Misuse("`--person` goes with `--format ics`")
    question = SimulateRequest(
        incidents, stdin_name, at, settings, absent, acknowledged, person, brief, full, ignore_log,
        manner_of(shared),
    )  # fmt: skip
    return tell(shared, question, strict=strict)
