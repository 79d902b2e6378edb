"""Runs ``python -m formcheck``, for systems without the command on the path."""

from formcheck.cli.commands import main

if __name__ == "__main__":
    main()
