"""Start the system on this machine.

python -m r2p_site.stack run                        the whole site, until Ctrl-C
python -m r2p_site.stack exec [...] -- COMMAND      a command on PostgreSQL and Valkey of its own
"""

import argparse
import os
import sys
from pathlib import Path

from .browser import browser
from .keys import keys_in
from .ports import LOOPBACK
from .processes import Stack, StackError, Stopped, remove_what_nobody_uses
from .services import start_services
from .site import LOGINS, ROOT, Addresses, Site

VAR = ROOT / "var"
WELCOME = """
  The site      {site}/
  Desk          {site}/desk/
  Admin         {site}/admin/
  Every mail    http://localhost:{mail_page}/
  Logs          {log}/
"""


def main() -> int:
    arguments = _arguments()
    try:
        if arguments.deed == "run":
            return run()
        return execute(arguments)
    except Stopped as stopped:
        return 128 + stopped.number
    except StackError as error:
        print(error, file=sys.stderr)
        return 1


def run() -> int:
    """Run the whole site until somebody stops it."""
    say("Starting PostgreSQL and Valkey …")
    with Stack(VAR) as stack:
        keys = keys_in(VAR)
        services = start_services(stack, keys, durable=True)
        site = Site(stack, addresses=Addresses.usual(), keys=keys, services=services)
        say("Bringing the tables up to date …")
        site.prepare()
        if site.is_uninhabited():
            say("Loading the demo …")
            site.manage("seed_demo")
        say("Starting the site …")
        site.start()
        site.write_run_file()
        welcome(site)
        try:
            stack.watch()
        except Stopped:
            say("\nStopping …")
    return 0


def execute(arguments: argparse.Namespace) -> int:
    """Run one command on services of its own and return its status."""
    found = {"CHROMIUM": browser()} if arguments.browser else {}
    remove_what_nobody_uses(VAR.glob("test-*"))
    directory = arguments.directory or VAR / f"test-{os.getpid()}"
    with Stack(directory) as stack:
        if arguments.directory:
            stack.empty()
        else:
            stack.remove_at_the_end()
        keys = keys_in(directory)
        services = start_services(stack, keys, durable=arguments.durable)
        tests = {
            "DJANGO_SETTINGS_MODULE": "r2p_site.settings.test",
            "STACK_DIRECTORY": str(stack.directory),
        }
        environment = os.environ | services | found | tests
        if arguments.site:
            site = Site(stack, addresses=Addresses.free(), keys=keys, services=services)
            site.prepare()
            site.start()
            environment = site.web_environment() | found | journey_environment(site)
        return stack.run_in_front(arguments.command, environment)


def journey_environment(site: Site) -> dict[str, str]:
    """Return what a journey through the running site needs to know."""
    return {
        "JOURNEY_BASE_URL": site.addresses.site,
        "JOURNEY_LOG_DIR": str(site.stack.log),
        "JOURNEY_MAIL_DIR": str(site.mail),
        "JOURNEY_MAIL_PAGE": f"http://localhost:{site.addresses.mail_page}",
        "JOURNEY_RUN_FILE": str(site.write_run_file()),
        "JOURNEY_SEALING_PRIVATE_KEY": site.worker_environment()["SEALING_PRIVATE_KEY"],
        "JOURNEY_SMTP": f"{LOOPBACK}:{site.addresses.mail}",
    }


def welcome(site: Site) -> None:
    addresses = site.addresses
    say(WELCOME.format(site=addresses.site, mail_page=addresses.mail_page, log=site.stack.log))
    if LOGINS.exists():
        say(LOGINS.read_text())
    say("Ctrl-C stops everything. The data stay in var/ for the next time.")


def say(text: str) -> None:
    print(text, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m r2p_site.stack", description=__doc__)
    deeds = parser.add_subparsers(dest="deed", required=True)
    deeds.add_parser("run", help="the whole site, until Ctrl-C")
    execute = deeds.add_parser("exec", help="a command on services of its own")
    execute.add_argument("--durable", action="store_true", help="write through to the disk")
    execute.add_argument("--site", action="store_true", help="start the whole site, empty")
    execute.add_argument("--browser", action="store_true", help="find or fetch a Chromium")
    execute.add_argument(
        "--directory", type=_directory, help="emptied first and kept (else: one that is removed)"
    )
    execute.add_argument("command", nargs="+")
    return parser.parse_args()


def _directory(text: str) -> Path:
    return Path(text).resolve()


if __name__ == "__main__":
    sys.exit(main())
