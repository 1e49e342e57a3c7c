"""What the council does: the one home of every change of state.

Each action is keyword-only, told who (``by``) and when (``at``), checks the permission,
collects all the reasons against, and then does everything in one transaction or nothing.
Button, command and script call the same function. Imports ``models``, ``formats``,
``intake`` and ``domain``; never a door.
"""
