// Shows the mails and SMS of /inbox.json and keeps up with new ones.

const list = document.querySelector("#messages");
const template = document.querySelector("#message");
const refreshEveryMs = 2000;
let shown = "";

async function refresh() {
  const answer = await fetch(`/inbox.json${location.search}`).catch(() => undefined);
  if (!answer?.ok) return;
  const text = await answer.text();
  if (text === shown) return;
  shown = text;
  const messages = JSON.parse(text);
  list.replaceChildren(...(messages.length > 0 ? messages.map(toArticle) : [empty()]));
  list.setAttribute("aria-busy", "false");
}

function toArticle({ medium, to, subject, text, code, sentAt }) {
  const article = template.content.cloneNode(true);
  if (medium !== "SMS") article.querySelector(".medium").remove();
  article.querySelector(".subject").textContent = subject;
  article.querySelector(".to").textContent = `To ${to}`;
  const time = article.querySelector("time");
  time.dateTime = sentAt;
  time.textContent = new Date(sentAt).toLocaleString();
  article.querySelector(".text").textContent = text;
  const button = article.querySelector(".code");
  if (code === null) button.remove();
  else {
    button.textContent = code;
    button.addEventListener("click", () => void copy(button, code));
  }
  return article;
}

async function copy(button, code) {
  await navigator.clipboard.writeText(code);
  button.textContent = "Copied";
  setTimeout(() => {
    button.textContent = code;
  }, 1200);
}

function empty() {
  const paragraph = document.createElement("p");
  paragraph.className = "empty";
  paragraph.textContent = "No message yet. Sign up, and the code arrives here.";
  return paragraph;
}

void refresh();
setInterval(() => void refresh(), refreshEveryMs);
