// nodemailer sends ready messages, pooled, to a server on loopback.
//
//     node send.mjs PORT COUNT BYTES CONNECTIONS
//
// On sockets with TCP_NODELAY, which it does not ask for itself: without, each
// message waits 40 ms for an acknowledgement that the server puts off.
import { connect } from "node:net";
import nodemailer from "nodemailer";
import { tell } from "./tell.mjs";

const [port, count, bytes, connections] = process.argv.slice(2).map(Number);
const line = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\r\n";
const body = line.repeat(bytes / line.length);
const transport = nodemailer.createTransport({
    pool: true, maxConnections: connections, maxMessages: Infinity,
    host: "127.0.0.1", port, secure: false, ignoreTLS: true,
});
transport.getSocket = (options, done) => {
    const connection = connect({ host: options.host, port: options.port,
        noDelay: true }, () => done(null, { connection }));
    connection.once("error", done);
};

const began = process.hrtime.bigint();
const sent = [];
for (let i = 0; i < count; i++)
    sent.push(transport.sendMail({
        envelope: { from: "dag@stad.example", to: `nr${i}@stad.example` },
        raw: `Message-ID: <m${i}@stad.example>\r\n\r\n${body}`,
    }));
await Promise.all(sent);
tell(count, began);
transport.close();
