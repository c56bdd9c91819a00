// The invitation of bench-calendars.c, made by others.
//
//     node invite.mjs calendar COUNT   ical-generator alone
//     node invite.mjs message COUNT    and nodemailer around it, in MIME
//
// Times are in UTC: ical-generator writes no VTIMEZONE without one more package.
import ical from "ical-generator";
import nodemailer from "nodemailer";
import { tell } from "./tell.mjs";

const text = "x".repeat(1200);
const start = new Date("2027-05-17T06:00:00Z");
const end = new Date(start.getTime() + 25 * 60 * 1000);
const stamp = new Date(start.getTime() - 24 * 60 * 60 * 1000);

function calendar(uid) {
    const made = ical({ method: "REQUEST" });
    made.createEvent({
        id: uid, stamp, start, end, sequence: 0,
        summary: "Företagsbesök: Ovako AB",
        location: "Centralvägen 9, Hofors",
        description: "Samling 08.45 i receptionen. Åsa Öberg möter.",
        organizer: { name: "Svensson, Eva", email: "planner@hundra.test" },
        attendees: [{ name: "Björn Ek", email: "bjorn.ek@example.test",
            rsvp: true, status: "NEEDS-ACTION", role: "REQ-PARTICIPANT" }],
    });
    return made.toString();
}

const transport = nodemailer.createTransport({
    streamTransport: true, buffer: true, newline: "windows",
});

function message(uid) {
    return transport.sendMail({
        from: { name: "Svensson, Eva", address: "planner@hundra.test" },
        to: { name: "Björn Ek", address: "bjorn.ek@example.test" },
        subject: "Inbjudan: Företagsbesök på Ovako AB",
        messageId: `<${uid}>`, date: stamp, text, html: text,
        alternatives: [{
            contentType: "text/calendar; charset=utf-8; method=REQUEST",
            content: calendar(uid),
        }],
    });
}

const [what, number] = process.argv.slice(2);
const count = Number(number);
const began = process.hrtime.bigint();
for (let i = 0; i < count; i++) {
    const uid = `b${i}@hundra.test`;
    if (what === "calendar")
        calendar(uid);
    else
        await message(uid);
}
tell(count, began);
