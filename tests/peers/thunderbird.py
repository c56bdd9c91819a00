#!/usr/bin/env python3
"""thunderbird.py FOLDER USER IMAP SMTP <STEPS: a real Thunderbird as the one
who is invited, on a screen that nobody sees.

Its mail comes by IMAP on port IMAP of loopback, where USER has the password
"secret", and leaves through port SMTP, which asks for nothing.  Its profile
is made from nothing in FOLDER.  Each line of STEPS is JSON,

  {"id": "Message-ID", "uid": "UID", "press": "imipAcceptButton"}

and does what a person does: opens that mail when it comes, waits for the bar that tells of an invitation, and presses one of its
buttons (or none).  For each a line of JSON is printed: what the bar said,
which buttons it had, and what then stands in her calendar.

It is driven over Marionette.  What is started here is ended here.
"""
import json
import os
import pathlib
import socket
import subprocess
import sys
import time

PATIENCE_S = 60
BUTTONS = {"imipAcceptButton": "ACCEPTED", "imipTentativeButton": "TENTATIVE",
           "imipDeclineButton": "DECLINED", "imipUpdateButton": "",
           "imipDeleteButton": ""}


def preferences(user, imap, smtp, marionette):
    server, sender, me = ("mail.server.server1.", "mail.smtpserver.smtp1.",
                          "mail.identity.id1.")
    return {
        "mail.accountmanager.accounts": "account1,account2",
        "mail.accountmanager.defaultaccount": "account1",
        "mail.accountmanager.localfoldersserver": "server2",
        "mail.account.account1.server": "server1",
        "mail.account.account1.identities": "id1",
        "mail.account.account2.server": "server2",
        server + "type": "imap", server + "hostname": "127.0.0.1",
        server + "port": imap, server + "userName": user,
        server + "authMethod": 3, server + "socketType": 0,
        server + "login_at_startup": False, server + "check_new_mail": False,
        server + "name": user,
        "mail.server.server2.type": "none",
        "mail.server.server2.hostname": "Local Folders",
        "mail.server.server2.userName": "nobody",
        "mail.server.server2.name": "Local Folders",
        me + "useremail": user, me + "fullName": "Bo Svensson",
        me + "smtpServer": "smtp1", me + "valid": True, me + "fcc": False,
        "mail.smtpservers": "smtp1", "mail.smtp.defaultserver": "smtp1",
        sender + "hostname": "127.0.0.1", sender + "port": smtp,
        sender + "authMethod": 1, sender + "try_ssl": 0,
        "calendar.timezone.local": "Europe/Stockholm",
        "calendar.timezone.useSystemTimezone": False,
        "marionette.port": marionette,
        # Nothing that asks, greets, looks for news or calls home.
        "mail.provider.suppress_dialog_on_startup": True,
        "mailnews.start_page.enabled": False,
        "mail.shell.checkDefaultClient": False,
        "mail.rights.version": 1, "mail.spotlight.firstRunDone": True,
        "datareporting.policy.dataSubmissionEnabled": False,
        "toolkit.telemetry.enabled": False, "app.update.enabled": False,
        "app.donation.eoy.version.viewed": 999,
        "extensions.update.enabled": False,
        "services.settings.server": "data:,",
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "mail.warn_on_send_accel_key": False,
        "browser.safebrowsing.malware.enabled": False,
        "browser.safebrowsing.phishing.enabled": False,
        "mail.inappnotifications.enabled": False,
    }


class Marionette:
    """Packets "LENGTH:JSON"; a request is [0, id, name, parameters]."""

    def __init__(self, port):
        ends = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", port))
                break
            except OSError:
                if time.monotonic() > ends:
                    raise
                time.sleep(0.1)
        self.file = self.socket.makefile("rb")
        self.count = 0
        self.receive()
        self.command("WebDriver:NewSession", capabilities={})
        self.command("Marionette:SetContext", value="chrome")

    def receive(self):
        size = b""
        while not size.endswith(b":"):
            byte = self.file.read(1)
            if not byte:
                raise EOFError("Thunderbird hung up")
            size += byte
        return json.loads(self.file.read(int(size[:-1])))

    def command(self, name, **parameters):
        self.count += 1
        packet = json.dumps([0, self.count, name, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(packet), packet))
        while True:
            kind, number, error, value = self.receive()
            if kind == 1 and number == self.count:
                break
        if error:
            raise RuntimeError(f"{name}: {error.get('message')}")
        return value.get("value", value) if isinstance(value, dict) else value

    def run(self, script, *words):
        """SCRIPT in Thunderbird, where WORDS are A; what it returns."""
        answer = self.command(
            "WebDriver:ExecuteAsyncScript", args=list(words),
            scriptTimeout=PATIENCE_S * 1000, newSandbox=True, script="""
            const done = arguments[arguments.length - 1], A = arguments;
            (async () => { %s })().then(
                value => done({value}), error => done({error: String(error)}));
            """ % script)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]


# Her password, and one calendar of her own that invitations go to.
SETUP = """
const { cal } = ChromeUtils.importESModule(
    "resource:///modules/calendar/calUtils.sys.mjs");
const login = Cc["@mozilla.org/login-manager/loginInfo;1"]
    .createInstance(Ci.nsILoginInfo);
login.init("imap://127.0.0.1", null, "imap://127.0.0.1", A[0], "secret",
           "", "");
await Services.logins.addLoginAsync(login);
const own = cal.manager.createCalendar(
    "storage", Services.io.newURI("moz-storage-calendar://"));
own.name = "Own";
own.setProperty("imip.identity.key", "id1");
cal.manager.registerCalendar(own);
for (const other of cal.manager.getCalendars())
    if (other.id != own.id)
        cal.manager.unregisterCalendar(other);
return Services.appinfo.version;
"""

STEP = """
const { MailServices } = ChromeUtils.importESModule(
    "resource:///modules/MailServices.sys.mjs");
const { cal } = ChromeUtils.importESModule(
    "resource:///modules/calendar/calUtils.sys.mjs");
const window3 = Services.wm.getMostRecentWindow("mail:3pane");
const sleep = ms => new Promise(done => window3.setTimeout(done, ms));
const until = async what => {
    for (let i = 0; i < 250; i++) {
        const found = await what(i);
        if (found) return found;
        await sleep(100);
    }
    return null;
};
const [id, uid, button, answer] = A;

const server = MailServices.accounts.accounts
    .find(a => a.incomingServer.type == "imap").incomingServer;
let inbox = null;
const find = () => [...inbox.messages].find(one => one.messageId == id);
let mail = await until(i => {
    inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
    if (!inbox) return null;
    if (i % 10 == 0) try { inbox.updateFolder(null); } catch (e) {}
    return find();
});
if (!mail) throw new Error("no mail " + id);

const tabs = window3.document.getElementById("tabmail");
tabs.currentAbout3Pane.displayFolder(inbox.URI);
await sleep(300);
mail = find(); // a folder that is shown may have been read anew
tabs.currentAboutMessage?.calImipBar?.resetBar(); // the last mail's
tabs.currentAbout3Pane.selectMessage(mail);
let page = null;
const bar = await until(() => {
    page = tabs.currentAboutMessage;
    const found = page?.document.querySelector(".calendar-notification-bar");
    return found && !found.collapsed && page.calImipBar.itipItem?.getItemList()[0].id == uid &&
        page.gMessage?.messageKey == mail.messageKey ? found : null;
});
const said = () => bar && !bar.collapsed ?
    bar.querySelector(".msgNotificationBarText")?.textContent : null;
const result = {
    bar: said(),
    buttons: bar ? [...page.document.querySelectorAll(
        "#imip-view-toolbar toolbarbutton")].filter(b => !b.hidden)
        .map(b => b.id).filter(id => id) : [],
};
const calendar = cal.manager.getCalendars().find(c => c.name == "Own");
const items = () => calendar.getItemsAsArray(
    Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
if (button && result.buttons.includes(button)) {
    const before = said();
    page.calImipBar.executeAction(answer, answer ? "AUTO" : undefined);
    await until(() => said() != before);
    result.after = said();
}
result.calendar = (await items()).map(item => ({
    uid: item.id, title: item.title, start: item.startDate.icalString,
    zone: item.startDate.timezone.tzid, place: item.getProperty("LOCATION"),
    sequence: Number(item.getProperty("SEQUENCE") || 0), status: item.status,
    partstat: item.getAttendees().map(a => a.participationStatus).join(),
}));
return result;
"""


def free(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    return [one.getsockname()[1] for one in held]


def end(process):
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def start_screen(log):
    """A display of a number that is free."""
    heard, tell = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1400x1000x24",
         "-nolisten", "tcp"], pass_fds=[tell], stdout=log, stderr=log)
    os.close(tell)
    with os.fdopen(heard) as file:
        return screen, ":" + file.readline().strip()


def start_thunderbird(folder, display, log):
    return subprocess.Popen(
        ["dbus-run-session", "--", "thunderbird", "--profile",
         str(folder / "profile"), "--no-remote", "--marionette",
         "--remote-allow-system-access"], stdout=log, stderr=log,
        env=dict(os.environ, DISPLAY=display, HOME=str(folder),
                 MOZ_CRASHREPORTER_DISABLE="1", LIBGL_ALWAYS_SOFTWARE="1",
                 MOZ_DISABLE_CONTENT_SANDBOX="1"))


def main():
    folder, user = pathlib.Path(sys.argv[1]), sys.argv[2]
    marionette, = free(1)
    wanted = preferences(user, int(sys.argv[3]), int(sys.argv[4]), marionette)
    (folder / "profile").mkdir(parents=True)
    (folder / "profile/user.js").write_text("".join(
        f"user_pref({json.dumps(k)}, {json.dumps(v)});\n"
        for k, v in wanted.items()))
    with open(folder / "log", "wb") as log:
        screen, display = start_screen(log)
        bird = start_thunderbird(folder, display, log)
        try:
            line = Marionette(marionette)
            print(json.dumps({"version": line.run(SETUP, user)}), flush=True)
            for text in sys.stdin:
                step = json.loads(text)
                button = step.get("press")
                begun = time.monotonic()
                seen = line.run(STEP, step["id"], step["uid"], button,
                                BUTTONS.get(button, ""))
                seen["seconds"] = round(time.monotonic() - begun, 1)
                print(json.dumps(seen, ensure_ascii=False), flush=True)
            line.command("Marionette:Quit", flags=["eForceQuit"])
            bird.wait(20)
        finally:
            end(bird)
            end(screen)


main()
