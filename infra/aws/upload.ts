import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { headersOfFile } from "../local/site.ts";

const AT_ONCE = 8;
/** What names the other files: whoever reads it must find all of them. */
const PAGE = "index.html";

/** The files of a built site in the order they are sent: what carries a hash, the rest, and the page that names them last. */
export const filesToSend = async (folder: string): Promise<{ hashed: string[]; others: string[] }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join("/"))
    // The bundler's own notes lie in a hidden folder.
    .filter((file) => !file.startsWith("."))
    .sort();
  return {
    hashed: files.filter((file) => file.startsWith("assets/")),
    others: [...files.filter((file) => !file.startsWith("assets/") && file !== PAGE), PAGE],
  };
};

/**
 * Sends a built site to its bucket. Nothing is deleted: pages that are open in a browser still ask for the files of the
 * release before. Answers how many files were sent.
 */
export const uploadSite = async (s3: S3Client, Bucket: string, folder: string): Promise<number> => {
  const send = (Key: string) => {
    const { "content-type": ContentType, "cache-control": CacheControl } = headersOfFile(`/${Key}`);
    const Body = readFileSync(join(folder, Key));
    return s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, CacheControl }));
  };
  const { hashed, others } = await filesToSend(folder);
  for (let from = 0; from < hashed.length; from += AT_ONCE)
    await Promise.all(hashed.slice(from, from + AT_ONCE).map(send));
  for (const file of others) await send(file);
  return hashed.length + others.length;
};
