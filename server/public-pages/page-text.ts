import type { Language } from "../lib/preferred-language.ts";
import { withoutStackedMarks } from "../lib/plain-text.ts";
import { html, type Html } from "./html.ts";
import { pageMessages } from "./messages.ts";
import type { PublicActivity, PublicAuthor, PublicPost, PublicProfile } from "./public-content.ts";

// Pages as text and links, for readers without JavaScript.

export function homeText(language: Language, posts: readonly PublicActivity[]): Html {
  const { newestPosts } = pageMessages[language];
  return pageText(
    language,
    html`<h1>${newestPosts}</h1>
      ${activityList(language, posts)}`,
  );
}

export function postText(language: Language, post: PublicPost): Html {
  const messages = pageMessages[language];
  const { replyTo } = post;
  const above = replyTo
    ? html`<p><a href="/posts/${replyTo.id}">${messages.inReplyTo} ${authorName(replyTo.author)}</a></p>`
    : html``;
  const replies =
    post.replies.length > 0
      ? html`<h2>${messages.replies}</h2>
          ${activityList(language, post.replies)}`
      : html``;
  return pageText(language, html`${above}${activityText(language, post)}${replies}`);
}

export function profileText(language: Language, { name, handle, bio, posts }: PublicProfile): Html {
  return pageText(
    language,
    html`<h1 dir="auto">${withoutStackedMarks(name)}</h1>
      <p dir="ltr">@${handle}</p>
      ${
        bio === null ? html`` : html`<p class="text" dir="auto">${withoutStackedMarks(bio)}</p>`
      }${activityList(language, posts)}`,
  );
}

export function notFoundText(language: Language): Html {
  const { notFound, notFoundText: text } = pageMessages[language];
  return pageText(
    language,
    html`<h1>${notFound}</h1>
      <p>${text}</p>`,
  );
}

/** The text of a page that shows nothing without JavaScript. */
export function plainText(language: Language): Html {
  return pageText(language, html``);
}

function pageText(language: Language, content: Html): Html {
  const { needsJavaScript } = pageMessages[language];
  return html`<link rel="stylesheet" href="/noscript.css" />
    <header>
      <a href="/">Cruddur</a>
      <p>${needsJavaScript}</p>
    </header>
    <main>${content}</main>`;
}

function activityList(language: Language, activities: readonly PublicActivity[]): Html {
  if (activities.length === 0) return html`<p>${pageMessages[language].empty}</p>`;
  return html`${activities.map((activity) => activityText(language, activity))}`;
}

function activityText(
  language: Language,
  { id, message, createdAt, expiresAt, likesCount, repliesCount, author }: PublicActivity,
): Html {
  const messages = pageMessages[language];
  return html`<article>
    <p>
      <a href="/users/${author.handle}">${authorName(author)}</a>
      <a href="/posts/${id}">${time(language, createdAt)}</a>
    </p>
    <p class="text" dir="auto">${withoutStackedMarks(message)}</p>
    <p>
      ${messages.expires} ${time(language, expiresAt)} · ${messages.repliesCount} ${repliesCount} ·
      ${messages.likesCount} ${likesCount}
    </p>
  </article>`;
}

function authorName({ name, handle }: PublicAuthor): Html {
  return html`<b dir="auto">${withoutStackedMarks(name)}</b> <span dir="ltr">@${handle}</span>`;
}

/** The reader's time zone is not known. */
function time(language: Language, iso: string): Html {
  return html`<time datetime="${iso}">${formats[language].format(new Date(iso))}</time>`;
}

const toFormat = (locale: string) =>
  new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
    timeZoneName: "short",
  });
const formats: Record<Language, Intl.DateTimeFormat> = {
  en: toFormat("en-GB"),
  fr: toFormat("fr"),
  ar: toFormat("ar"),
};
