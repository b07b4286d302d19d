import type { Language } from "../lib/preferred-language.ts";

type Messages = {
  description: string;
  /** For readers without JavaScript. */
  needsJavaScript: string;
  newestPosts: string;
  replies: string;
  /** A label before a count, and before a time. */
  repliesCount: string;
  likesCount: string;
  expires: string;
  inReplyTo: string;
  home: string;
  empty: string;
  notFound: string;
  notFoundText: string;
  postsOf: (name: string) => string;
  imageAlt: string;
};

const en: Messages = {
  description: "Cruddur is a micro-blog whose posts do not last. Say it, and let it go.",
  needsJavaScript: "To post, reply and like, switch on JavaScript. Public posts can be read without it.",
  newestPosts: "Newest posts",
  replies: "Replies",
  repliesCount: "Replies:",
  likesCount: "Likes:",
  expires: "Expires",
  inReplyTo: "In reply to",
  home: "Home",
  empty: "There is nothing here at the moment.",
  notFound: "Nothing to see here",
  notFoundText: "This never existed, has burned out, or is for members only.",
  postsOf: (name) => `Posts by ${name} that have not burned out yet.`,
  imageAlt: "Cruddur: posts that do not last",
};

const fr: Messages = {
  description: "Cruddur est un micro-blog dont les messages ne durent pas. Dites-le, et laissez filer.",
  needsJavaScript:
    "Pour publier, répondre et aimer, activez JavaScript. Les messages publics se lisent sans lui.",
  newestPosts: "Derniers messages",
  replies: "Réponses",
  repliesCount: "Réponses :",
  likesCount: "J’aime :",
  expires: "Expire le",
  inReplyTo: "En réponse à",
  home: "Accueil",
  empty: "Il n’y a rien ici pour le moment.",
  notFound: "Rien à voir ici",
  notFoundText: "Ceci n’a jamais existé, s’est consumé ou est réservé aux membres.",
  postsOf: (name) => `Les messages de ${name} qui ne se sont pas encore consumés.`,
  imageAlt: "Cruddur : des messages qui ne durent pas",
};

const ar: Messages = {
  description: "كرودر مدوّنة مصغّرة لا تدوم منشوراتها. قُل ما لديك ودعه يمضي.",
  needsJavaScript: "للنشر والرد والإعجاب فعّل JavaScript. يمكن قراءة المنشورات العامة بدونه.",
  newestPosts: "أحدث المنشورات",
  replies: "الردود",
  repliesCount: "الردود:",
  likesCount: "الإعجابات:",
  expires: "ينتهي في",
  inReplyTo: "ردًّا على",
  home: "الرئيسية",
  empty: "لا يوجد شيء هنا حاليًا.",
  notFound: "لا شيء هنا",
  notFoundText: "هذا لم يوجد قط، أو احترق، أو هو للأعضاء فقط.",
  postsOf: (name) => `منشورات ${name} التي لم تحترق بعد.`,
  imageAlt: "كرودر: منشورات لا تدوم",
};

/** Texts of the pages as the server writes them; the web client replaces them by its own. */
export const pageMessages: Record<Language, Messages> = { en, fr, ar };
