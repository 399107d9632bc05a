"""`make screenshots`: every page of the demo office as a picture, on a desk and on a phone."""

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from caseflow.app import create_app
from caseflow.extensions import db
from caseflow.kernel.time import utcnow
from caseflow.seed import load
from caseflow.seed.office import PASSWORD
from tests.browser.conftest import FLAGS, browser_program
from tests.browser.desk import Desk
from tests.browser.live import served
from tests.browser.pages import Found, walked
from tests.browser.watch import Watch
from tests.conftest import migrated, settings_for

FOLDER = Path("screenshots")
WIDTHS = (1440, 390)


def main() -> None:
    """Seed a throw-away database, follow every link, keep a picture of each kind of page."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/demo.db"
        migrated(url)
        app = create_app(settings_for(url))
        with app.app_context():
            load.seed(at=utcnow())
            db.session.remove()
        found, dead = walked(app)
        with served(app) as address, sync_playwright() as playwright:
            program = browser_program()
            chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
            for login in dict.fromkeys(page.login for page in found):
                _take(chromium, address, login, [page for page in found if page.login == login])
            chromium.close()
    for link in dead:
        sys.stderr.write(f"{link.login} {link.address}: {link.status}\n")
    sys.stdout.write(f"{len(found)} 页，{len(WIDTHS)} 种宽度，存放在 {FOLDER}/\n")


def _take(chromium: Browser, address: str, login: str, pages: list[Found]) -> None:
    context = chromium.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai")
    desk = Desk(context.new_page(), Watch(address))
    desk.arrives(login, PASSWORD)
    for width, page in product(WIDTHS, pages):
        desk.page.set_viewport_size({"width": width, "height": 900})
        desk.page.goto(page.address)
        name = f"{login}-{page.endpoint}-{width}.png"
        desk.page.screenshot(path=FOLDER / name, full_page=True)
    context.close()


if __name__ == "__main__":
    main()
