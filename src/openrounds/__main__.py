"""`python -m openrounds` is the command `openrounds`."""

from openrounds.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
