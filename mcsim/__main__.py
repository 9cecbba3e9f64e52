"""`python -m mcsim` is the command `mcsim`."""

from mcsim.cli.main import main

if __name__ == "__main__":
    main()
