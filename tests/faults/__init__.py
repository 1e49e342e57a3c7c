"""What befalls a portal at work: killed processes, and parts of the system that are down.

Real processes on the real database, disk and mail server; nothing of the portal is replaced. In CI
each fault happens a few times, at chosen moments; ``script/soak`` has them happen at random ones.
"""
