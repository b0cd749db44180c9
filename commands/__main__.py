"""`python -m socialsim.commands` is `socialsim`."""

import sys

from .main import main

sys.exit(main())
