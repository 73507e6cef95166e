"""`python -m govcheck` is the same program as `govcheck`."""

from govcheck.cli.main import main

main()
