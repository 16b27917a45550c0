"""`manage.py demo`: what `make demo` runs."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cms.demo import preparation
from cms.demo.accounts import ACCOUNTS
from cms.demo.serving import is_port_free, serve
from cms.publishing.errors import PublishingError

Outcome = TypeVar("Outcome")


class Command(BaseCommand):
    """Make the demo and serve it; safe to stop and to run again."""

    help = "Sample content into the CMS, its media made, the site built, everything served on this machine."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--no-serve", action="store_true", help="stop after the build")
        parser.add_argument("--cms-port", type=int, default=8000)
        parser.add_argument("--site-port", type=int, default=8080)

    def handle(self, *, no_serve: bool, cms_port: int, site_port: int, **options: Any) -> None:
        """Run; exit code 1 when something of the samples could not be made."""
        with override(settings.LANGUAGE_CODE):
            if not no_serve:
                _require_ports(cms_port, site_port)
            problems, passwords = self._prepare()
            for problem in problems:
                self.stderr.write(self.style.ERROR(problem))
            self._say_where(passwords, cms_port, site_port, is_served=not no_serve)
            if no_serve and problems:
                raise CommandError(_("%(count)s things could not be made.") % {"count": len(problems)})
            if not no_serve:
                serve(cms_port, site_port)

    def _prepare(self) -> tuple[list[str], dict[str, str]]:
        with _showing_steps() as run:
            run(_("Database"), lambda report: preparation.migrate())
            problems = run(_("Sample content into the CMS"), preparation.load_samples)
            problems += run(_("Media: recordings, videos, pictures, packages"), preparation.make_media)
            passwords = run(_("Accounts"), lambda report: preparation.make_accounts())
            run(_("Approval of the sample bulletins"), lambda report: preparation.approve_samples())
            try:
                run(_("Site"), preparation.build_site)
            except PublishingError as error:
                raise CommandError(str(error)) from error
        return problems, passwords

    def _say_where(self, passwords: dict[str, str], cms_port: int, site_port: int, *, is_served: bool) -> None:
        self.stdout.write("")
        if is_served:
            self.stdout.write(_("Site for residents: %(url)s") % {"url": f"http://127.0.0.1:{site_port}/"})
            self.stdout.write(_("Newsroom (CMS): %(url)s") % {"url": f"http://127.0.0.1:{cms_port}/quan-tri/"})
        else:
            self.stdout.write(_("The site stands in %(path)s.") % {"path": settings.SITE_OUTPUT_DIR})
        for account in ACCOUNTS:
            role = ", ".join(account.groups) or _("administrator")
            self.stdout.write(f"  {account.username:<12} {passwords[account.username]}   {role}")
        if is_served:
            self.stdout.write(_("Stop with Ctrl+C; run again at any time."))
        self.stdout.flush()


def _require_ports(cms_port: int, site_port: int) -> None:
    for option, port in (("CMS_PORT", cms_port), ("SITE_PORT", site_port)):
        if not is_port_free(port):
            message = _("Port %(port)d is in use. Stop what runs there, or choose another: make demo %(option)s=…")
            raise CommandError(message % {"port": port, "option": option})


@contextmanager
def _showing_steps() -> Iterator[Callable[[str, Callable[[preparation.Report], Outcome]], Outcome]]:
    """A bar for each step on a terminal, a line for each elsewhere."""
    console = Console(highlight=False)
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[note]}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:

        def run(label: str, step: Callable[[preparation.Report], Outcome]) -> Outcome:
            if not console.is_terminal:
                console.print(f"{label} …")
            bar = bars.add_task(label, total=None, note="")
            outcome = step(lambda done, total, note: bars.update(bar, completed=done, total=total, note=note[:60]))
            total = bars.tasks[bar].total or 1
            bars.update(bar, completed=total, total=total, note="")
            return outcome

        yield run
