"""The officers of the demo. Their passwords are generated on the machine and stand in `VAR_DIR` alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils.crypto import get_random_string

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letters that look alike: the password is read off a screen."""
PASSWORD_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Account:
    """An officer who can sign in."""

    username: str
    family_name: str
    given_name: str
    groups: tuple[str, ...]
    is_administrator: bool = False


EDITOR = Account("bientap", "Nguyễn Thị", "Mai", ("Biên tập viên", "Người xuất bản"))
"""In a ward of two officers the one who writes also publishes."""
REVIEWER = Account("thamdinh", "Trần Văn", "Hùng", ("Người thẩm định pháp lý",))
BROADCASTER = Account("truyenthanh", "Phạm Thị", "Lan", ("Cán bộ truyền thanh",))
ADMINISTRATOR = Account("quantri", "Quản trị", "hệ thống", (), is_administrator=True)
ACCOUNTS = (EDITOR, REVIEWER, BROADCASTER, ADMINISTRATOR)


def ensure_accounts() -> dict[str, str]:
    """Make the accounts that are missing; user name → password.

    A password that an officer has changed in the CMS stays hers: the account is left as it is.
    """
    path = Path(settings.VAR_DIR) / "demo-accounts.json"
    passwords: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    for account in ACCOUNTS:
        passwords.setdefault(account.username, get_random_string(PASSWORD_LENGTH, ALPHABET))
    _write_private(path, json.dumps(passwords, indent=1))
    for account in ACCOUNTS:
        _ensure_account(account, passwords[account.username])
    return passwords


def _ensure_account(account: Account, password: str) -> None:
    user_model = get_user_model()
    if user_model.objects.filter(username=account.username).exists():
        return
    user = user_model.objects.create_user(
        account.username,
        password=password,
        last_name=account.family_name,
        first_name=account.given_name,
        is_staff=account.is_administrator,
        is_superuser=account.is_administrator,
    )
    user.groups.set(Group.objects.filter(name__in=account.groups))


def _write_private(path: Path, text: str) -> None:
    aside = path.with_suffix(".part")
    aside.touch(mode=0o600)
    aside.chmod(0o600)
    aside.write_text(text)
    aside.replace(path)
