import type { Language } from "../lib/preferred-language.ts";
import { toExcerpt } from "./excerpt.ts";
import { html, type Html } from "./html.ts";
import { pageMessages } from "./messages.ts";
import type { PublicPost, PublicProfile } from "./public-content.ts";

/** Characters of a title and of a description that previews show. */
const lengths = { name: 40, title: 60, description: 200 };

/** What the head of a page is made for. */
export type HeadContext = {
  language: Language;
  /** Of the request, such as `https://cruddur.example`; undefined if its Host header is none. */
  origin: string | undefined;
};

type Preview = {
  title: string;
  description: string;
  path: string;
  type: "website" | "article" | "profile";
  /** Further tags of the type. */
  tags: Html;
};

/** The head of a page whose content is not to be had now. */
export function plainHead({ language }: HeadContext, title = "Cruddur"): Html {
  return html`<title>${title}</title>
    <meta name="description" content="${pageMessages[language].description}" />`;
}

/** The head of a page for one person: a form, the settings. */
export function ownHead(context: HeadContext, title?: string): Html {
  return html`${plainHead(context, title)} <meta name="robots" content="noindex" />`;
}

export function notFoundHead(context: HeadContext): Html {
  return ownHead(context, `${pageMessages[context.language].notFound} · Cruddur`);
}

export function homeHead(context: HeadContext): Html {
  const { description } = pageMessages[context.language];
  return previewHead(context, { title: "Cruddur", description, path: "/", type: "website", tags: html`` });
}

export function profileHead(
  context: HeadContext,
  { handle, name, bio, posts: [newest] }: PublicProfile,
): Html {
  const shownName = toExcerpt(name, lengths.name);
  const robots = newest
    ? html`<meta name="robots" content="noarchive" />`
    : html`<meta name="robots" content="noindex" />`;
  return previewHead(context, {
    title: `${shownName} (@${handle}) · Cruddur`,
    description: toExcerpt(bio ?? pageMessages[context.language].postsOf(shownName), lengths.description),
    path: `/users/${handle}`,
    type: "profile",
    tags: html`${robots} <meta property="profile:username" content="${handle}" />`,
  });
}

export function postHead(
  context: HeadContext,
  { id, message, createdAt, expiresAt, author }: PublicPost,
): Html {
  const name = toExcerpt(author.name, lengths.name);
  const profile =
    context.origin === undefined
      ? html``
      : html` <meta property="article:author" content="${context.origin}/users/${author.handle}" />`;
  return previewHead(context, {
    title: `${name} (@${author.handle}): “${toExcerpt(message, lengths.title)}” · Cruddur`,
    description: toExcerpt(message, lengths.description),
    path: `/posts/${id}`,
    type: "article",
    // What has expired must not live on in a search engine.
    tags: html`<meta name="robots" content="noarchive, unavailable_after: ${expiresAt}" />
      <meta property="article:published_time" content="${createdAt}" />
      <meta property="article:expiration_time" content="${expiresAt}" />${profile}
      <meta name="author" content="${name} (@${author.handle})" />`,
  });
}

function previewHead(
  { language, origin }: HeadContext,
  { title, description, path, type, tags }: Preview,
): Html {
  const { imageAlt } = pageMessages[language];
  const addresses =
    origin === undefined
      ? html``
      : html`<link rel="canonical" href="${origin}${path}" />
          <meta property="og:url" content="${origin}${path}" />
          <meta property="og:image" content="${origin}/og.png" />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content="${imageAlt}" />`;
  return html`<title>${title}</title>
    <meta name="description" content="${description}" />
    ${addresses}
    <meta property="og:site_name" content="Cruddur" />
    <meta property="og:type" content="${type}" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${description}" />
    <meta name="twitter:card" content="${type === "website" ? "summary_large_image" : "summary"}" />
    ${tags}`;
}
