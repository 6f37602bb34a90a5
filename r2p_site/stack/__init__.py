"""Everything that turns a clone into a running or tested system on one machine.

Nothing here is needed in production: there, docker-compose.yml or the host's own services do
this work.
"""
