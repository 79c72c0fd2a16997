"""``python -m emocfg``: the same program as the ``emocfg`` command."""

from emocfg.cli import main

if __name__ == "__main__":
    main()
