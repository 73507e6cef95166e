"""Run in processes of their own: those of the tests have threads, and so do no work beside."""

import subprocess
import sys
import textwrap

import pytest


def printed(script: str) -> str:
    prepared = "import os\nos.sched_getaffinity = lambda _: {0, 1}\n" + textwrap.dedent(script)
    done = subprocess.run(
        [sys.executable, "-c", prepared], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""
    return done.stdout


def test_the_work_is_done_in_another_process_while_this_one_goes_on() -> None:
    script = """
    from govcheck.fork import beside
    reader, writer = os.pipe()
    def work():
        return os.read(reader, 1), os.getpid()
    result = beside(work)
    os.write(writer, b"x")
    found, process = result()
    print(found, process != os.getpid())
    """
    assert printed(script) == "b'x' True\n"


def test_a_large_result_arrives_whole() -> None:
    script = """
    from govcheck.fork import beside
    print(len(beside(lambda: "x" * 5_000_000)()))
    """
    assert printed(script) == "5000000\n"


def test_two_may_run_inside_one_another() -> None:
    script = """
    from govcheck.fork import beside
    print(beside(lambda: beside(lambda: 20)() + 1)())
    """
    assert printed(script) == "21\n"


@pytest.mark.parametrize("end", ["raise ValueError('seen')", "os._exit(3)", "return lambda: 0"])
def test_work_that_ends_without_a_result_is_done_here(end: str) -> None:
    script = f"""
    from govcheck.fork import beside
    here = os.getpid()
    def work():
        if os.getpid() != here:
            {end}
        return "done here"
    print(beside(work)())
    """
    assert printed(script) == "done here\n"


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    script = """
    from govcheck.fork import beside
    def work():
        raise ValueError("no")
    result = beside(work)
    try:
        result()
    except ValueError as error:
        print(error)
    """
    assert printed(script) == "no\n"


def test_what_is_waiting_to_be_printed_is_printed_once() -> None:
    script = """
    from govcheck.fork import beside
    print("once", end=" ")
    beside(lambda: 0)()
    print("only")
    """
    assert printed(script) == "once only\n"


@pytest.mark.parametrize(
    "prevented",
    [
        "os.sched_getaffinity = lambda _: {0}",
        "import threading; threading.Thread(target=lambda: os.read(reader, 1)).start()",
        "def fork(): raise OSError\nos.fork = fork",
    ],
)
def test_where_no_process_can_be_made_the_work_is_done_here(prevented: str) -> None:
    script = f"""
reader, writer = os.pipe()
{prevented}
from govcheck.fork import beside
print(beside(os.getpid)() == os.getpid())
os.write(writer, b"x")
"""
    assert printed(script) == "True\n"
