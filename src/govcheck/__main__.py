"""`python -m govcheck` is the same program as `govcheck`."""

from govcheck.cli.start import main

main()
